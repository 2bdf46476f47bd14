package dev.clickpipe.workflows.settings;

import org.jspecify.annotations.Nullable;

/**
 * How connections to the source are encrypted.
 *
 * @param disabled no TLS at all
 * @param skipVerification encrypt, but trust any certificate
 * @param host name the certificate must carry when it is not the host connected to
 * @param caCertificate certificate authority in PEM; null: those the Java runtime trusts
 */
public record TlsSettings(boolean disabled, boolean skipVerification, @Nullable String host,
        @Nullable String caCertificate) {}

package dev.clickpipe.workflows.secrets;

import java.util.Objects;

/**
 * A secret that only the holder of the private key reads.
 *
 * @param keyId which key it was sealed with, so that old ciphertexts stay readable after a rotation
 * @param ciphertext Base64 of the HPKE ciphertext
 */
public record SealedSecret(String keyId, String ciphertext) {
    /** Stands where a secret is left out on purpose, as in the memo that people read; it never opens. */
    public static final SealedSecret WITHHELD = new SealedSecret("withheld", "");

    public SealedSecret {
        Objects.requireNonNull(keyId, "keyId");
        Objects.requireNonNull(ciphertext, "ciphertext");
    }
}

package dev.clickpipe.workflows.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells whether two create bodies are the same, without keeping them. Keyed, because a body holds a password: from a
 * plain hash in a history it could be guessed.
 */
public final class BodyDigest {
    /** Shortest key, in bytes of UTF-8. */
    public static final int MINIMUM_KEY_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    private BodyDigest(SecretKeySpec key) {
        this.key = key;
    }

    /**
     * Takes any text of enough bytes as key.
     *
     * @throws InvalidSealKeyException when it is too short
     */
    public static BodyDigest fromText(String key) {
        byte[] bytes = key.strip().getBytes(UTF_8);
        if (bytes.length < MINIMUM_KEY_BYTES) {
            throw new InvalidSealKeyException("it has " + bytes.length + " bytes and needs at least "
                    + MINIMUM_KEY_BYTES);
        }
        return new BodyDigest(new SecretKeySpec(bytes, ALGORITHM));
    }

    /** Makes a key, for {@code CLICKPIPE_DIGEST_KEY}. */
    public static String generateKey() {
        byte[] bytes = new byte[MINIMUM_KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Digest of a body whose members stand in a fixed order; 64 hexadecimal digits. */
    public String of(byte[] canonicalBody) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(canonicalBody));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
        }
    }
}

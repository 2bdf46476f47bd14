package dev.clickpipe.workflows.secrets;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.util.Bytes;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A key as one word: {@code public.<key id>.<32 bytes in Base64 for URLs>}, or the same with {@code private}.
 *
 * <p>The key id is the start of the public key's SHA-256, so a word that was cut or mistyped is noticed.
 */
record SealKeyText(Role role, String keyId, Bytes bytes) {
    /** X25519, HKDF-SHA256, AES-256-GCM without a prefix: the key id travels beside the ciphertext. */
    static final HpkeParameters PARAMETERS = parameters();

    private static final int KEY_BYTES = 32;

    @Override
    public String toString() {
        return "SealKeyText[" + role + ", " + keyId + "]";
    }

    /** Which half of a pair it is. */
    enum Role {
        PUBLIC("public"), PRIVATE("private");

        private final String word;

        Role(String word) {
            this.word = word;
        }
    }

    static String write(Role role, byte[] publicKey, byte[] key) {
        return role.word + "." + keyId(publicKey) + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(key);
    }

    static SealKeyText parse(Role expected, String text) {
        String[] pieces = text.strip().split("\\.", -1);
        if (pieces.length != 3) {
            throw new InvalidSealKeyException("it is not of the form " + expected.word + ".<key id>.<key>");
        }
        if (!pieces[0].equals(expected.word)) {
            throw new InvalidSealKeyException("it is not a " + expected.word + " key: it must begin with \""
                    + expected.word + ".\"");
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(pieces[2].getBytes(US_ASCII));
        } catch (IllegalArgumentException _) {
            throw new InvalidSealKeyException("its last piece is not Base64 for URLs");
        }
        if (bytes.length != KEY_BYTES) {
            throw new InvalidSealKeyException("its key has " + bytes.length + " bytes instead of " + KEY_BYTES);
        }
        return new SealKeyText(expected, pieces[1], Bytes.copyFrom(bytes));
    }

    /** Compares the id in the word with the one that follows from the key. */
    void check(byte[] publicKey) {
        if (!keyId.equals(keyId(publicKey))) {
            throw new InvalidSealKeyException("its key id does not belong to its key: it was cut or mistyped");
        }
    }

    static String keyId(byte[] publicKey) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(publicKey);
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static HpkeParameters parameters() {
        try {
            return HpkeParameters.builder().setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
                    .setKdfId(HpkeParameters.KdfId.HKDF_SHA256).setAeadId(HpkeParameters.AeadId.AES_256_GCM)
                    .setVariant(HpkeParameters.Variant.NO_PREFIX).build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("these parameters belong together", e);
        }
    }
}

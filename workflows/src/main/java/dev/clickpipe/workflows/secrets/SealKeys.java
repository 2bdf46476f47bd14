package dev.clickpipe.workflows.secrets;

import com.google.crypto.tink.subtle.X25519;
import java.security.GeneralSecurityException;

/**
 * A new pair of keys.
 *
 * @param publicKey for the API: {@code CLICKPIPE_SEAL_PUBLIC_KEY}
 * @param privateKey for the workers alone: {@code CLICKPIPE_SEAL_PRIVATE_KEY}; secret
 */
public record SealKeys(String publicKey, String privateKey) {
    /** Makes a pair. */
    public static SealKeys generate() {
        byte[] privateKey = X25519.generatePrivateKey();
        try {
            byte[] publicKey = X25519.publicFromPrivate(privateKey);
            return new SealKeys(SealKeyText.write(SealKeyText.Role.PUBLIC, publicKey, publicKey),
                    SealKeyText.write(SealKeyText.Role.PRIVATE, publicKey, privateKey));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a private key just made has a public one", e);
        }
    }

    @Override
    public String toString() {
        return "SealKeys[" + publicKey + "]";
    }
}

package dev.clickpipe.workflows.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.hybrid.HpkePublicKey;
import com.google.crypto.tink.hybrid.HybridConfig2026;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.UUID;

/** Seals with the public key alone: who holds only this can write secrets and read none. Safe for threads. */
public final class SecretSealer {
    private final String keyId;
    private final HybridEncrypt encrypt;

    private SecretSealer(String keyId, HybridEncrypt encrypt) {
        this.keyId = keyId;
        this.encrypt = encrypt;
    }

    /**
     * Reads the text that {@link SealKeys} makes.
     *
     * @throws InvalidSealKeyException when it is no public key
     */
    @AccessesPartialKey
    public static SecretSealer fromText(String publicKey) {
        SealKeyText text = SealKeyText.parse(SealKeyText.Role.PUBLIC, publicKey);
        text.check(text.bytes().toByteArray());
        try {
            HpkePublicKey key = HpkePublicKey.create(SealKeyText.PARAMETERS, text.bytes(), null);
            KeysetHandle handle = KeysetHandle.newBuilder()
                    .addEntry(KeysetHandle.importKey(key).withRandomId().makePrimary()).build();
            return new SecretSealer(text.keyId(),
                    handle.getPrimitive(HybridConfig2026.get(), HybridEncrypt.class));
        } catch (GeneralSecurityException _) {
            throw new InvalidSealKeyException("it is not a point of Curve25519");
        }
    }

    /** The key that it seals with. */
    public String keyId() {
        return keyId;
    }

    /** Seals a secret for one pipe and the host that it may be sent to. */
    public SealedSecret seal(String secret, UUID pipeId, String host) {
        try {
            byte[] ciphertext = encrypt.encrypt(secret.getBytes(UTF_8), SealContext.of(pipeId, host));
            return new SealedSecret(keyId, Base64.getEncoder().encodeToString(ciphertext));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing with the checked key " + keyId + " failed", e);
        }
    }
}

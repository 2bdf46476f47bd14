package dev.clickpipe.workflows.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.hybrid.HpkePrivateKey;
import com.google.crypto.tink.hybrid.HpkePublicKey;
import com.google.crypto.tink.hybrid.HybridConfig2026;
import com.google.crypto.tink.subtle.X25519;
import com.google.crypto.tink.util.Bytes;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Opens with the private keys, in activities alone. Safe for threads. */
public final class SecretOpener {
    private final Map<String, HybridDecrypt> keys;

    private SecretOpener(Map<String, HybridDecrypt> keys) {
        this.keys = Map.copyOf(keys);
    }

    /**
     * Reads one or several private keys as {@link SealKeys} writes them, separated by commas. Keys that were replaced
     * stay in the list for as long as histories hold secrets sealed with them.
     *
     * @throws InvalidSealKeyException when one of them is no private key
     */
    public static SecretOpener fromText(String privateKeys) {
        Map<String, HybridDecrypt> keys = new LinkedHashMap<>();
        for (String privateKey : privateKeys.split(",", -1)) {
            SealKeyText text = SealKeyText.parse(SealKeyText.Role.PRIVATE, privateKey);
            keys.put(text.keyId(), decrypt(text));
        }
        return new SecretOpener(keys);
    }

    /** The keys that it opens with. */
    public Set<String> keyIds() {
        return keys.keySet();
    }

    /**
     * Opens a secret that was sealed for this pipe and host.
     *
     * @throws SecretUnreadableException when it was sealed with another key, for another pipe or for another host
     */
    public String open(SealedSecret secret, UUID pipeId, String host) {
        if (secret.equals(SealedSecret.WITHHELD)) {
            throw new SecretUnreadableException(SecretUnreadableException.Reason.WITHHELD, secret.keyId());
        }
        HybridDecrypt decrypt = keys.get(secret.keyId());
        if (decrypt == null) {
            throw new SecretUnreadableException(SecretUnreadableException.Reason.UNKNOWN_KEY, secret.keyId());
        }
        try {
            byte[] ciphertext = Base64.getDecoder().decode(secret.ciphertext());
            return new String(decrypt.decrypt(ciphertext, SealContext.of(pipeId, host)), UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw new SecretUnreadableException(SecretUnreadableException.Reason.FOREIGN_OR_DAMAGED, secret.keyId());
        }
    }

    @AccessesPartialKey
    private static HybridDecrypt decrypt(SealKeyText text) {
        try {
            byte[] privateBytes = text.bytes().toByteArray();
            byte[] publicBytes = X25519.publicFromPrivate(privateBytes);
            text.check(publicBytes);
            HpkePublicKey publicKey = HpkePublicKey.create(SealKeyText.PARAMETERS, Bytes.copyFrom(publicBytes), null);
            HpkePrivateKey key = HpkePrivateKey.create(publicKey,
                    SecretBytes.copyFrom(privateBytes, InsecureSecretKeyAccess.get()));
            KeysetHandle handle = KeysetHandle.newBuilder()
                    .addEntry(KeysetHandle.importKey(key).withRandomId().makePrimary()).build();
            return handle.getPrimitive(HybridConfig2026.get(), HybridDecrypt.class);
        } catch (GeneralSecurityException _) {
            throw new InvalidSealKeyException("it is not a private key of Curve25519");
        }
    }
}

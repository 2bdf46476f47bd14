package dev.clickpipe.workflows.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;

/**
 * What a ciphertext is bound to: copied into another pipe, or sent to another host, it does not open.
 *
 * <p>Never change the bytes: ciphertexts in histories would stop opening.
 */
final class SealContext {
    private SealContext() {}

    static byte[] of(UUID pipeId, String host) {
        return ("clickpipe source password\n" + pipeId + "\n" + host).getBytes(UTF_8);
    }
}

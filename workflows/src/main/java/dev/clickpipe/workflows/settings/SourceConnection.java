package dev.clickpipe.workflows.settings;

import dev.clickpipe.workflows.secrets.SealedSecret;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the source. Safe in histories: the password is sealed.
 *
 * @param pipeId the pipe the password was sealed for
 * @param serverId replication client id that the stream registers with; null: derived from the pipe's id
 */
public record SourceConnection(UUID pipeId, SourceType type, String host, int port, String username,
        SealedSecret password, TlsSettings tls, @Nullable Long serverId) {
    /** The same with a password that nobody can open. */
    public SourceConnection withoutPassword() {
        return new SourceConnection(pipeId, type, host, port, username, new SealedSecret("withheld", ""), tls,
                serverId);
    }
}

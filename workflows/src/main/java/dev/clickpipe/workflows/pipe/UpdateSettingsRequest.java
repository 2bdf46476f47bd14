package dev.clickpipe.workflows.pipe;

import dev.clickpipe.workflows.secrets.SealedSecret;
import dev.clickpipe.workflows.settings.TlsSettings;
import org.jspecify.annotations.Nullable;

/**
 * Asks a pipe to go on with other settings; what is null stays as it is. The one JSON argument of {@code updateSettings}.
 *
 * @param syncIntervalSeconds see {@code ReplicationSettings}
 * @param pullBatchSize likewise
 * @param useCompression likewise
 * @param host where the source is now; its password is sealed for one host, so it must come with it
 * @param port its port
 * @param username who reads there
 * @param password sealed for the pipe and the host; people change it over HTTP
 * @param tls how connections are encrypted, all of it
 * @param serverId replication client id
 * @param reason why, for the pipe's history; may be left out
 */
public record UpdateSettingsRequest(@Nullable Integer syncIntervalSeconds, @Nullable Integer pullBatchSize,
        @Nullable Boolean useCompression, @Nullable String host, @Nullable Integer port, @Nullable String username,
        @Nullable SealedSecret password, @Nullable TlsSettings tls, @Nullable Long serverId, @Nullable String reason) {
    /** Nothing. */
    public static UpdateSettingsRequest nothing() {
        return new UpdateSettingsRequest(null, null, null, null, null, null, null, null, null, null);
    }

    /** The same with a reason. */
    public UpdateSettingsRequest because(@Nullable String why) {
        return new UpdateSettingsRequest(syncIntervalSeconds, pullBatchSize, useCompression, host, port, username,
                password, tls, serverId, why);
    }

    /** Whether nothing would change, whatever the settings are. */
    public boolean changesNothing() {
        return equals(new UpdateSettingsRequest(null, null, null, null, null, null, null, null, null, reason));
    }
}

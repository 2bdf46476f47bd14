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
 * @param initialLoadParallelism likewise; like the next two it is for loads that begin later, the rest of one that is
 *        interrupted among them
 * @param snapshotNumRowsPerPartition rows that a partition aims at
 * @param snapshotNumberOfParallelTables tables that load at a time
 * @param foreignKeyCascades {@code refuse} or {@code ignore}, see {@code ForeignKeyCascades}; a text, so that another one is
 *        refused by name
 * @param host where the source is now; its password is sealed for one host, so it must come with it
 * @param port its port
 * @param username who reads there
 * @param password sealed for the pipe and the host; people change it over HTTP
 * @param tls how connections are encrypted, all of it
 * @param serverId replication client id
 * @param reason why, for the pipe's history; may be left out
 */
public record UpdateSettingsRequest(@Nullable Integer syncIntervalSeconds, @Nullable Integer pullBatchSize,
        @Nullable Boolean useCompression, @Nullable Integer initialLoadParallelism,
        @Nullable Integer snapshotNumRowsPerPartition, @Nullable Integer snapshotNumberOfParallelTables,
        @Nullable String foreignKeyCascades,
        @Nullable String host, @Nullable Integer port, @Nullable String username, @Nullable SealedSecret password,
        @Nullable TlsSettings tls, @Nullable Long serverId, @Nullable String reason) {
    /** One that leaves loads as they are. */
    public UpdateSettingsRequest(@Nullable Integer syncIntervalSeconds, @Nullable Integer pullBatchSize,
            @Nullable Boolean useCompression, @Nullable String host, @Nullable Integer port, @Nullable String username,
            @Nullable SealedSecret password, @Nullable TlsSettings tls, @Nullable Long serverId,
            @Nullable String reason) {
        this(syncIntervalSeconds, pullBatchSize, useCompression, null, null, null, null, host, port, username, password,
                tls,
                serverId, reason);
    }

    /** Nothing. */
    public static UpdateSettingsRequest nothing() {
        return new UpdateSettingsRequest(null, null, null, null, null, null, null, null, null, null);
    }

    /** The same with a reason. */
    public UpdateSettingsRequest because(@Nullable String why) {
        return new UpdateSettingsRequest(syncIntervalSeconds, pullBatchSize, useCompression, initialLoadParallelism,
                snapshotNumRowsPerPartition, snapshotNumberOfParallelTables, foreignKeyCascades, host, port, username,
                password, tls, serverId, why);
    }

    /** The same with what is for loads. */
    public UpdateSettingsRequest loading(@Nullable Integer parallelism, @Nullable Integer rowsPerPartition,
            @Nullable Integer parallelTables) {
        return new UpdateSettingsRequest(syncIntervalSeconds, pullBatchSize, useCompression, parallelism,
                rowsPerPartition, parallelTables, foreignKeyCascades, host, port, username, password, tls, serverId,
                reason);
    }

    /** The same with a choice for actions of foreign keys. */
    public UpdateSettingsRequest cascading(@Nullable String choice) {
        return new UpdateSettingsRequest(syncIntervalSeconds, pullBatchSize, useCompression, initialLoadParallelism,
                snapshotNumRowsPerPartition, snapshotNumberOfParallelTables, choice, host, port, username, password,
                tls, serverId, reason);
    }

    /** The same with a password and the host that it is sealed for. */
    public UpdateSettingsRequest signingIn(String sealedFor, SealedSecret secret) {
        return new UpdateSettingsRequest(syncIntervalSeconds, pullBatchSize, useCompression, initialLoadParallelism,
                snapshotNumRowsPerPartition, snapshotNumberOfParallelTables, foreignKeyCascades, sealedFor, port,
                username,
                secret, tls, serverId, reason);
    }

    /** Whether nothing would change, whatever the settings are. */
    public boolean changesNothing() {
        return equals(nothing().because(reason));
    }
}

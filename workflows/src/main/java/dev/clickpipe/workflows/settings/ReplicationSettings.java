package dev.clickpipe.workflows.settings;

/**
 * How a pipe loads and follows its tables.
 *
 * @param syncIntervalSeconds longest time a change waits for its batch to be cut
 * @param pullBatchSize rows after which a batch is cut
 * @param useCompression compress the binlog connection where the source can
 * @param allowNullableColumns nullable source columns become Nullable at the destination
 * @param initialLoadParallelism partitions of one table that load at a time
 * @param snapshotRowsPerPartition rows that a partition aims at
 * @param snapshotParallelTables tables that load at a time
 * @param deleteOnMerge tombstones vanish when parts merge
 * @param outOfRange what becomes of values that their destination type cannot hold
 */
public record ReplicationSettings(ReplicationMode mode, ReplicationMechanism mechanism, int syncIntervalSeconds,
        int pullBatchSize, boolean useCompression, boolean allowNullableColumns, int initialLoadParallelism,
        int snapshotRowsPerPartition, int snapshotParallelTables, boolean deleteOnMerge,
        OutOfRange outOfRange) {
    public ReplicationSettings {
        // Pipes made before there was a choice have none recorded.
        outOfRange = outOfRange == null ? OutOfRange.NEAREST : outOfRange;
    }

    /** The same for a load, which reads what is there, in whatever mode the pipe goes on afterwards. */
    public ReplicationSettings ofLoad() {
        ReplicationMode loading = mode == ReplicationMode.CDC_ONLY ? ReplicationMode.CDC : mode;
        return new ReplicationSettings(loading, mechanism, syncIntervalSeconds, pullBatchSize, useCompression,
                allowNullableColumns, initialLoadParallelism, snapshotRowsPerPartition, snapshotParallelTables,
                deleteOnMerge, outOfRange);
    }
}

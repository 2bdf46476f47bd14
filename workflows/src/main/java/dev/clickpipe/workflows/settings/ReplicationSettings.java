package dev.clickpipe.workflows.settings;

import dev.clickpipe.workflows.position.Coordinates;
import org.jspecify.annotations.Nullable;

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
 * @param start where a pipe of mode cdc_only begins, as a person wrote it; null: now
 * @param foreignKeyCascades what becomes of tables whose rows are changed by actions of foreign keys that are not in the
 *        binlog; null where nobody chose, which means {@link ForeignKeyCascades#REFUSE}
 */
public record ReplicationSettings(ReplicationMode mode, ReplicationMechanism mechanism, int syncIntervalSeconds,
        int pullBatchSize, boolean useCompression, boolean allowNullableColumns, int initialLoadParallelism,
        int snapshotRowsPerPartition, int snapshotParallelTables, boolean deleteOnMerge,
        OutOfRange outOfRange, @Nullable Coordinates start, @Nullable ForeignKeyCascades foreignKeyCascades) {
    /** The least that {@code snapshotRowsPerPartition} may be. */
    public static final int FEWEST_ROWS_PER_PARTITION = 1000;

    public ReplicationSettings {
        // Pipes made before there was a choice have none recorded.
        outOfRange = outOfRange == null ? OutOfRange.NEAREST : outOfRange;
    }

    /** Those of a pipe that begins now. */
    public ReplicationSettings(ReplicationMode mode, ReplicationMechanism mechanism, int syncIntervalSeconds,
            int pullBatchSize, boolean useCompression, boolean allowNullableColumns, int initialLoadParallelism,
            int snapshotRowsPerPartition, int snapshotParallelTables, boolean deleteOnMerge, OutOfRange outOfRange) {
        this(mode, mechanism, syncIntervalSeconds, pullBatchSize, useCompression, allowNullableColumns,
                initialLoadParallelism, snapshotRowsPerPartition, snapshotParallelTables, deleteOnMerge, outOfRange,
                null, null);
    }

    /** The same for a pipe that begins at a place that a person chose. */
    public ReplicationSettings startingAt(@Nullable Coordinates chosen) {
        return new ReplicationSettings(mode, mechanism, syncIntervalSeconds, pullBatchSize, useCompression,
                allowNullableColumns, initialLoadParallelism, snapshotRowsPerPartition, snapshotParallelTables,
                deleteOnMerge, outOfRange, chosen, foreignKeyCascades);
    }

    /** The same with a choice for actions of foreign keys. */
    public ReplicationSettings cascading(@Nullable ForeignKeyCascades chosen) {
        return new ReplicationSettings(mode, mechanism, syncIntervalSeconds, pullBatchSize, useCompression,
                allowNullableColumns, initialLoadParallelism, snapshotRowsPerPartition, snapshotParallelTables,
                deleteOnMerge, outOfRange, start, chosen);
    }

    /** Whether a table is refused that has rows changed by actions of foreign keys that are not in the binlog. */
    public boolean refusesCascades() {
        return mode != ReplicationMode.SNAPSHOT && foreignKeyCascades != ForeignKeyCascades.IGNORE;
    }

    /**
     * The same for a load, which reads what is there, in whatever mode the pipe goes on afterwards; a chosen start is
     * behind it then.
     */
    public ReplicationSettings ofLoad() {
        ReplicationMode loading = mode == ReplicationMode.CDC_ONLY ? ReplicationMode.CDC : mode;
        return new ReplicationSettings(loading, mechanism, syncIntervalSeconds, pullBatchSize, useCompression,
                allowNullableColumns, initialLoadParallelism, snapshotRowsPerPartition, snapshotParallelTables,
                deleteOnMerge, outOfRange, null, foreignKeyCascades);
    }
}

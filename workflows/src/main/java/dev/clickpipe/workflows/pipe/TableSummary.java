package dev.clickpipe.workflows.pipe;

import dev.clickpipe.workflows.settings.TableName;

/**
 * One table of a pipe, as describe shows it.
 *
 * @param target name of the destination table
 * @param rowsLoaded rows the snapshot wrote
 * @param rowsEstimated rows the source estimates; 0 while not known
 * @param partitionsDone partitions loaded
 * @param partitions partitions of the whole table; 0 while not known
 * @param inserts changes acknowledged since the pipe runs, and so on
 */
public record TableSummary(TableName source, String target, long rowsLoaded, long bytesLoaded, long rowsEstimated,
        int partitionsDone, int partitions, long inserts, long updates, long deletes) {}

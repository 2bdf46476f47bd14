package dev.clickpipe.workflows.contract;

import dev.clickpipe.workflows.position.Position;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a lease has come; its heartbeat.
 *
 * @param position everything before it is at the destination
 * @param changes per table, since the lease began
 * @param batches batches acknowledged since the lease began
 * @param bytes bytes of binlog read since the lease began
 * @param lagMilliseconds age of the newest applied transaction when it was acknowledged; 0 when all was applied
 * @param lastBatchAt when the last batch was acknowledged, null before the first
 */
public record StreamProgress(Position position, List<TableChanges> changes, long batches, long bytes,
        long lagMilliseconds, @Nullable Instant lastBatchAt) {
    public StreamProgress {
        changes = List.copyOf(changes);
    }
}

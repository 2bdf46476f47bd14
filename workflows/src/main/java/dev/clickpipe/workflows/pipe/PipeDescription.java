package dev.clickpipe.workflows.pipe;

import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.Position;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pipe says of itself.
 *
 * @param sentence one sentence for people: what it does now
 * @param position where the stream stood when the last lease ended; null before there is one
 * @param error why it is Failed; null otherwise
 * @param trouble the error that is being retried at the moment; of a paused pipe what a resume will meet, or may meet
 * later; null when all goes well
 * @param snapshotWorkflowId the running snapshot; null when none runs
 * @param journal what happened lately, oldest first
 */
public record PipeDescription(PipeState state, String sentence, Instant updatedAt, List<TableSummary> tables,
        @Nullable Position position, long batches, @Nullable PipeError error, @Nullable PipeError trouble,
        @Nullable String snapshotWorkflowId, List<EventLogEntry> journal) {
    public PipeDescription {
        tables = List.copyOf(tables);
        journal = List.copyOf(journal);
    }
}

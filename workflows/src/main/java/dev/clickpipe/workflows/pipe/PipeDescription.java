package dev.clickpipe.workflows.pipe;

import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.Position;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pipe says of itself.
 *
 * @param sentence one sentence for people: what it does now, and what can be done
 * @param position where the stream stands; null before there is one
 * @param error why it is Failed; null otherwise
 * @param snapshotWorkflowId the running snapshot; null when none runs
 */
public record PipeDescription(PipeState state, String sentence, Instant updatedAt, List<TableSummary> tables,
        @Nullable Position position, long batches, @Nullable PipeError error, @Nullable String snapshotWorkflowId) {
    public PipeDescription {
        tables = List.copyOf(tables);
    }
}

package dev.clickpipe.workflows.pipe;

import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state in the workflow's memo, so that it can be read while no worker runs.
 *
 * @param error why the pipe is Failed; null otherwise
 */
public record PipeStatus(PipeState state, String sentence, Instant updatedAt, @Nullable PipeError error) {
    /** Memo key of this record. */
    public static final String MEMO = "status";
    /** Memo key of the {@code PipeConfiguration}, its password withheld. */
    public static final String CONFIGURATION_MEMO = "configuration";

    /** What a pipe shows from its start until a worker takes it. */
    public static PipeStatus starting(Instant now) {
        return new PipeStatus(PipeState.PROVISIONING, "Waiting for a control worker to begin.", now, null);
    }

    /** The whole memo of a pipe, for its start and for each further run. */
    public Map<String, Object> memoWith(PipeConfiguration configuration) {
        return Map.of(MEMO, this, CONFIGURATION_MEMO, configuration.withoutPassword());
    }
}

package dev.clickpipe.workflows.pipe;

import dev.clickpipe.workflows.failure.PipeError;
import java.time.Instant;
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
}

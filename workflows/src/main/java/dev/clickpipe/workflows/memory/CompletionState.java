package dev.clickpipe.workflows.memory;

import dev.clickpipe.workflows.machine.PipeEvent;

/** What a pipe that follows nothing comes to: Completed says that all rows are there, so it must be true. */
public final class CompletionState {
    private CompletionState() {}

    /**
     * That, or Degraded.
     *
     * @param whole what it means when no table failed
     */
    public static PipeEvent of(LivePipe pipe, PipeEvent whole) {
        return pipe.versions().degradesUnfollowed() && pipe.problems().any() ? PipeEvent.TABLE_FAILED : whole;
    }
}

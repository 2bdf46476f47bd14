package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.memory.LivePipe;

/** Pausing: only when nothing can write any more is the pipe Paused. */
final class PausingPhase implements Phase {
    @Override
    public PipeEvent run(LivePipe pipe) {
        return switch (WorkCancellation.stop(pipe)) {
            case WorkCancellation.Outcome.Still() -> PipeEvent.STILL;
            case WorkCancellation.Outcome.Broken(PipeError error) -> pipe.fail(error);
            case WorkCancellation.Outcome.Deleted() -> PipeEvent.DELETE;
        };
    }
}

package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.memory.LivePipe;

/** Pausing: only when nothing can write any more is the pipe Paused. */
final class Pause implements Phase {
    @Override
    public PipeEvent run(LivePipe pipe) {
        return switch (Stopping.stop(pipe)) {
            case Stopping.Outcome.Still() -> PipeEvent.STILL;
            case Stopping.Outcome.Broken(PipeError error) -> pipe.fail(error);
            case Stopping.Outcome.Deleted() -> PipeEvent.DELETE;
        };
    }
}

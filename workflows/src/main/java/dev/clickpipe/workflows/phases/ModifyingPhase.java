package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.memory.LivePipe;

/** Modifying: what runs comes to its end, the changes that were asked for are made, and it goes on from there. */
final class ModifyingPhase implements Phase {
    @Override
    public PipeEvent run(LivePipe pipe) {
        return switch (WorkCancellation.stop(pipe)) {
            case WorkCancellation.Outcome.Deleted() -> PipeEvent.DELETE;
            case WorkCancellation.Outcome.Broken(PipeError error) -> pipe.fail(error);
            case WorkCancellation.Outcome.Still() -> {
                RequestedChanges.make(pipe);
                yield Resumption.of(pipe);
            }
        };
    }
}

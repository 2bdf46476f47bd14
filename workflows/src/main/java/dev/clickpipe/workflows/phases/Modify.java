package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.memory.LivePipe;

/** Modifying: what runs comes to its end, the changes that were asked for are made, and it goes on from there. */
final class Modify implements Phase {
    @Override
    public PipeEvent run(LivePipe pipe) {
        return switch (Stopping.stop(pipe)) {
            case Stopping.Outcome.Deleted() -> PipeEvent.DELETE;
            case Stopping.Outcome.Broken(PipeError error) -> pipe.fail(error);
            case Stopping.Outcome.Still() -> {
                Changing.make(pipe);
                yield Resumption.of(pipe);
            }
        };
    }
}

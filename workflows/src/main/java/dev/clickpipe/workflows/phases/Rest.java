package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.memory.LivePipe;
import io.temporal.workflow.Workflow;

/** Paused: waits for a person, for as long as it takes. */
final class Rest implements Phase {
    @Override
    public PipeEvent run(LivePipe pipe) {
        while (pipe.requests().pauseWanted() && !pipe.requests().deleteWanted()) {
            Workflow.await(() -> !pipe.requests().pauseWanted() || pipe.requests().deleteWanted()
                    || pipe.requests().changeWanted());
            pipe.makeChanges();
        }
        return pipe.requests().deleteWanted() ? PipeEvent.DELETE : pipe.resumption();
    }
}

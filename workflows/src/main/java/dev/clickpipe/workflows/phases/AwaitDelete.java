package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.memory.LivePipe;
import io.temporal.workflow.Workflow;

/** Completed and Failed: nothing is left to do but to be read and changed, until a person deletes the pipe. */
final class AwaitDelete implements Phase {
    @Override
    public PipeEvent run(LivePipe pipe) {
        while (!pipe.requests().deleteWanted()) {
            Workflow.await(() -> pipe.requests().deleteWanted() || pipe.requests().changeWanted());
            pipe.makeChanges();
        }
        return PipeEvent.DELETE;
    }
}

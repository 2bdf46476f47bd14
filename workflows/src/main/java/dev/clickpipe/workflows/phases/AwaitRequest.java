package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.memory.LivePipe;
import io.temporal.workflow.Workflow;

/** Completed and Failed: nothing is left to do, until a person asks to load tables again, or deletes the pipe. */
final class AwaitRequest implements Phase {
    @Override
    public PipeEvent run(LivePipe pipe) {
        while (!pipe.requests().deleteWanted()) {
            if (pipe.beginReloadWhenDue()) {
                return pipe.recover();
            }
            Workflow.await(() -> pipe.requests().deleteWanted() || pipe.requests().changeWanted());
            pipe.makeChanges();
        }
        return PipeEvent.DELETE;
    }
}

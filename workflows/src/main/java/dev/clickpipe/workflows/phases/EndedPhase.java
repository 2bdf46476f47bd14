package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.pipe.PipeState;
import io.temporal.workflow.Workflow;

/** Completed and Failed: nothing is left to do, until a person asks to load tables again, or deletes the pipe. */
final class EndedPhase implements Phase {
    private final Runnable boundary;

    /** @param boundary what to do between two requests, while nothing runs */
    EndedPhase(Runnable boundary) {
        this.boundary = boundary;
    }

    @Override
    public PipeEvent run(LivePipe pipe) {
        while (!pipe.requests().deleteWanted()) {
            if (pipe.beginReloadWhenDue()) {
                return pipe.recover();
            }
            if (pipe.versions().waitsAcrossRuns()) {
                boundary.run();
            }
            if (pipe.state() == PipeState.COMPLETED) {
                ObsoleteTableCleanup.keepUp(pipe);
            }
            Workflow.await(() -> pipe.requests().deleteWanted() || pipe.requests().changeWanted()
                    || ObsoleteTableCleanup.ended(pipe));
            if (!ObsoleteTableCleanup.ended(pipe)) {
                WorkCancellation.stop(pipe);
            }
            ObsoleteTableCleanup.settleEnded(pipe);
            RequestedChanges.make(pipe);
        }
        return PipeEvent.DELETE;
    }
}

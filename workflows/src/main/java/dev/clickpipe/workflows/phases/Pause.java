package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.calls.ActivityStubs;
import dev.clickpipe.workflows.calls.Timers;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.memory.Work;
import io.temporal.workflow.Workflow;

/** Pausing: what runs is cancelled and waited for; only when nothing can write any more is the pipe Paused. */
final class Pause implements Phase {
    @Override
    public PipeEvent run(LivePipe pipe) {
        Work work = pipe.work();
        if (work == null) {
            return PipeEvent.STILL;
        }
        work.cancel();
        Workflow.await(() -> work.finished() || pipe.requests().deleteWanted());
        if (!work.finished()) {
            return PipeEvent.DELETE;
        }
        pipe.rememberWork(null);
        return switch (work.settle()) {
            case Work.End.Well() -> PipeEvent.STILL;
            case Work.End.Trouble trouble -> PipeEvent.STILL;
            case Work.End.Broken(PipeError error) -> pipe.fail(error);
            case Work.End.Silent(boolean begun) -> begun ? outwait(pipe) : PipeEvent.STILL;
        };
    }

    /** A worker that is cut off stops writing when its heartbeats fail; it gets the same time again to notice. */
    private static PipeEvent outwait(LivePipe pipe) {
        boolean delete = Timers.await("Wait until a worker that fell silent has stopped writing",
                ActivityStubs.HEARTBEAT_TIMEOUT, () -> pipe.requests().deleteWanted());
        return delete ? PipeEvent.DELETE : PipeEvent.STILL;
    }
}

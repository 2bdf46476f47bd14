package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.calls.ActivityStubs;
import dev.clickpipe.workflows.calls.Timers;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.memory.Work;
import io.temporal.workflow.Workflow;

/** What runs is cancelled and waited for, until nothing of the pipe can write any more. */
final class Stopping {
    private Stopping() {}

    /** What came of it. */
    sealed interface Outcome {
        /** Nothing writes. */
        record Still() implements Outcome {}

        /** It had failed, or failed on its way. */
        record Broken(PipeError error) implements Outcome {}

        /** A delete came meanwhile; what runs may still run. */
        record Deleted() implements Outcome {}
    }

    static Outcome stop(LivePipe pipe) {
        Work work = pipe.work();
        if (work == null) {
            return new Outcome.Still();
        }
        work.cancel();
        Workflow.await(() -> work.finished() || pipe.requests().deleteWanted());
        if (!work.finished()) {
            return new Outcome.Deleted();
        }
        pipe.rememberWork(null);
        return switch (work.settle()) {
            case Work.End.Well() -> new Outcome.Still();
            case Work.End.Trouble trouble -> new Outcome.Still();
            case Work.End.Broken(PipeError error) -> new Outcome.Broken(error);
            case Work.End.Silent(boolean begun) -> begun ? outwait(pipe) : new Outcome.Still();
        };
    }

    /** A worker that is cut off stops writing when its heartbeats fail; it gets the same time again to notice. */
    private static Outcome outwait(LivePipe pipe) {
        boolean delete = Timers.await("Wait until a worker that fell silent has stopped writing",
                ActivityStubs.HEARTBEAT_TIMEOUT, () -> pipe.requests().deleteWanted());
        return delete ? new Outcome.Deleted() : new Outcome.Still();
    }
}

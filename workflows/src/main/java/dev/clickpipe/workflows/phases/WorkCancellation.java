package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.calls.ActivityStubs;
import dev.clickpipe.workflows.calls.Timers;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.memory.FailurePolicy;
import dev.clickpipe.workflows.memory.ReplicationLane;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.memory.RunningWork;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** What runs is cancelled and waited for, until nothing of the pipe can write any more. */
final class WorkCancellation {
    private WorkCancellation() {}

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
        RunningWork clearing = pipe.leftovers().work();
        if (clearing != null) {
            clearing.cancel();
            Workflow.await(() -> clearing.finished() || pipe.requests().deleteWanted());
            if (!clearing.finished()) {
                return new Outcome.Deleted();
            }
            ObsoleteTableCleanup.settleEnded(pipe);
        }
        return stopLanes(pipe);
    }

    private static Outcome stopLanes(LivePipe pipe) {
        List<ReplicationLane> lanes = pipe.lanes().stream().filter(lane -> lane.work() != null).toList();
        if (lanes.isEmpty()) {
            return new Outcome.Still();
        }
        List<RunningWork> works = lanes.stream().map(ReplicationLane::work).map(Objects::requireNonNull).toList();
        works.forEach(RunningWork::cancel);
        Workflow.await(() -> works.stream().allMatch(RunningWork::finished) || pipe.requests().deleteWanted());
        if (!works.stream().allMatch(RunningWork::finished)) {
            return new Outcome.Deleted();
        }
        Optional<PipeError> broken = Optional.empty();
        boolean silent = false;
        for (int index = 0; index < lanes.size(); index++) {
            lanes.get(index).rememberWork(null);
            switch (works.get(index).settle()) {
                case RunningWork.End.Well() -> {
                    // What it left is remembered.
                }
                case RunningWork.End.Trouble trouble -> {
                    // The next attempt meets it again, or not.
                }
                case RunningWork.End.Broken(List<PipeError> errors) ->
                    broken = broken.or(brokenFor(pipe, lanes.get(index), errors));
                case RunningWork.End.Silent(boolean begun) -> silent |= begun;
            }
        }
        if (broken.isPresent()) {
            return new Outcome.Broken(broken.get());
        }
        return silent ? outwait(pipe) : new Outcome.Still();
    }

    /** Where the others go on without the table, or without what was loaded beside them, they can be stopped as well. */
    private static Supplier<Optional<PipeError>> brokenFor(LivePipe pipe, ReplicationLane lane,
            List<PipeError> errors) {
        return () -> FailurePolicy.of(pipe, lane, errors).filter(event -> event == PipeEvent.ERROR)
                .map(event -> errors.getFirst());
    }

    /** A worker that is cut off stops writing when its heartbeats fail; it gets the same time again to notice. */
    static Outcome outwait(LivePipe pipe) {
        boolean delete = Timers.await("Wait until a worker that fell silent has stopped writing",
                ActivityStubs.HEARTBEAT_TIMEOUT, () -> pipe.requests().deleteWanted());
        return delete ? new Outcome.Deleted() : new Outcome.Still();
    }
}

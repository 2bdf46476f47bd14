package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.calls.ActivityStubs;
import dev.clickpipe.workflows.calls.Timers;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.memory.Breaking;
import dev.clickpipe.workflows.memory.Lane;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.memory.Work;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

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
        Work clearing = pipe.leftovers().work();
        if (clearing != null) {
            clearing.cancel();
            Workflow.await(() -> clearing.finished() || pipe.requests().deleteWanted());
            if (!clearing.finished()) {
                return new Outcome.Deleted();
            }
            ClearAway.settleEnded(pipe);
        }
        return stopLanes(pipe);
    }

    private static Outcome stopLanes(LivePipe pipe) {
        List<Lane> lanes = pipe.lanes().stream().filter(lane -> lane.work() != null).toList();
        if (lanes.isEmpty()) {
            return new Outcome.Still();
        }
        List<Work> works = lanes.stream().map(Lane::work).map(Objects::requireNonNull).toList();
        works.forEach(Work::cancel);
        Workflow.await(() -> works.stream().allMatch(Work::finished) || pipe.requests().deleteWanted());
        if (!works.stream().allMatch(Work::finished)) {
            return new Outcome.Deleted();
        }
        Optional<PipeError> broken = Optional.empty();
        boolean silent = false;
        for (int index = 0; index < lanes.size(); index++) {
            lanes.get(index).rememberWork(null);
            switch (works.get(index).settle()) {
                case Work.End.Well() -> {
                    // What it left is remembered.
                }
                case Work.End.Trouble trouble -> {
                    // The next attempt meets it again, or not.
                }
                case Work.End.Broken(List<PipeError> errors) ->
                    broken = broken.or(brokenFor(pipe, lanes.get(index), errors));
                case Work.End.Silent(boolean begun) -> silent |= begun;
            }
        }
        if (broken.isPresent()) {
            return new Outcome.Broken(broken.get());
        }
        return silent ? outwait(pipe) : new Outcome.Still();
    }

    /** Where the others go on without the table, or without what was loaded beside them, they can be stopped as well. */
    private static Supplier<Optional<PipeError>> brokenFor(LivePipe pipe, Lane lane, List<PipeError> errors) {
        return () -> Breaking.of(pipe, lane, errors).filter(event -> event == PipeEvent.ERROR)
                .map(event -> errors.getFirst());
    }

    /** A worker that is cut off stops writing when its heartbeats fail; it gets the same time again to notice. */
    static Outcome outwait(LivePipe pipe) {
        boolean delete = Timers.await("Wait until a worker that fell silent has stopped writing",
                ActivityStubs.HEARTBEAT_TIMEOUT, () -> pipe.requests().deleteWanted());
        return delete ? new Outcome.Deleted() : new Outcome.Still();
    }
}

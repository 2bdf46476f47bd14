package dev.clickpipe.workflows.phases;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.temporal.workflow.Workflow;

import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.memory.FailurePolicy;
import dev.clickpipe.workflows.memory.ReplicationLane;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.memory.RunningWork;
import dev.clickpipe.workflows.position.Position;

/** The leases of the pipe's own tables, one after the other, in whatever phase the pipe is meanwhile. */
final class StreamRunner {
    /** A server that restarts is back within seconds. */
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    /** Long enough to spare a source that is down for hours, short enough that nobody waits for it afterwards. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private StreamRunner() {}

    /** Starts the next lease unless something runs already. */
    static void keepUp(LivePipe pipe) {
        if (pipe.main().work() == null) {
            pipe.main().rememberWork(StreamLeaseStep.start(pipe));
        }
    }

    /** Whether a lease, or a wait between two, has ended and {@link #settle} has not seen it. */
    static boolean ended(LivePipe pipe) {
        RunningWork work = pipe.main().work();
        return work != null && work.finished();
    }

    /** Takes in what ended; what it means for the pipe when it cannot simply go on. */
    static Optional<PipeEvent> settle(LivePipe pipe) {
        return settle(pipe, pipe.main());
    }

    /** The same for the leases of a lane. */
    static Optional<PipeEvent> settle(LivePipe pipe, ReplicationLane lane) {
        RunningWork work = Objects.requireNonNull(lane.work(), "nothing runs that could be settled");
        lane.rememberWork(null);
        if (work instanceof InterruptibleWait) {
            return Optional.empty();
        }
        Optional<Position> before = position(lane);
        RunningWork.End end = work.settle();
        if (!before.equals(position(lane))) {
            lane.rememberRetryWait(Duration.ZERO);
        }
        switch (end) {
            case RunningWork.End.Well() -> pipe.showTrouble(null);
            case RunningWork.End.Trouble(PipeError error) -> {
                pipe.showTrouble(error);
                wait(lane, "Wait before trying again after " + error.kind());
            }
            case RunningWork.End.Silent _ -> wait(lane, "No worker answered; a new lease follows");
            case RunningWork.End.Broken(List<PipeError> errors) -> {
                return FailurePolicy.of(pipe, lane, errors);
            }
        }
        return Optional.empty();
    }

    /** A lane that is only loaded has none. */
    private static Optional<Position> position(ReplicationLane lane) {
        return lane.hasPosition() ? Optional.of(lane.position()) : Optional.empty();
    }

    private static void wait(ReplicationLane lane, String summary) {
        Duration last = lane.retryWait();
        Duration next = last.isZero() ? SHORTEST_WAIT : shorter(last.multipliedBy(2), LONGEST_WAIT);
        lane.rememberRetryWait(next);
        lane.rememberWork(InterruptibleWait.start(summary, next));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** A wait is not worth being waited for. */
    static void stopWaiting(LivePipe pipe) {
        for (ReplicationLane lane : pipe.lanes()) {
            if (lane.work() instanceof InterruptibleWait waiting) {
                waiting.cancel();
                lane.rememberWork(null);
            }
        }
    }

    /**
     * Lets other work go on, and the leases of the pipe's own tables where the phase wants them, until it has ended.
     *
     * @return what ended the phase before; empty when the work has ended, to be settled by the caller
     */
    static Optional<PipeEvent> beside(LivePipe pipe, RunningWork work) {
        while (!work.finished()) {
            if (pipe.followsBeside()) {
                keepUp(pipe);
            }
            Workflow.await(() -> work.finished() || pipe.interrupted() || (pipe.followsBeside() && ended(pipe)));
            if (work.finished()) {
                break;
            }
            if (pipe.interrupted()) {
                stopWaiting(pipe);
                return Optional.of(pipe.interruption());
            }
            Optional<PipeEvent> event = settle(pipe);
            if (event.isPresent()) {
                end(pipe, work);
                return event;
            }
        }
        return Optional.empty();
    }

    /** What nobody waits for would write into the tables of the next attempt. */
    private static void end(LivePipe pipe, RunningWork work) {
        work.cancel();
        Workflow.await(() -> work.finished() || pipe.requests().deleteWanted());
        if (work.finished() && work.settle() instanceof RunningWork.End.Silent silent && silent.begun()) {
            WorkCancellation.outwait(pipe);
        }
    }

    /** Ends the running lease, so that the pipe's position is what has arrived; another one follows. */
    static Optional<PipeEvent> cut(LivePipe pipe) {
        RunningWork work = pipe.main().work();
        if (work != null) {
            work.cancel();
            Workflow.await(() -> work.finished() || pipe.interrupted());
            if (!work.finished()) {
                return Optional.of(pipe.interruption());
            }
            Optional<PipeEvent> event = settle(pipe);
            if (event.isPresent()) {
                return event;
            }
        }
        return Optional.empty();
    }
}

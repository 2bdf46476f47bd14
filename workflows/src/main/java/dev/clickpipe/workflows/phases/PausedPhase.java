package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.calls.ActivityStubs;
import dev.clickpipe.workflows.calls.Call;
import dev.clickpipe.workflows.calls.CallResult;
import dev.clickpipe.workflows.calls.Timers;
import dev.clickpipe.workflows.contract.PositionRetention;
import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.memory.ReplicationLane;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.memory.TableResync;
import dev.clickpipe.workflows.position.Position;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Optional;

/** Paused: waits for a person, for as long as it takes, and says when the source will not wait that long. */
final class PausedPhase implements Phase {
    /** A look is a dozen events of the history, so that a day of them stays below three hundred. */
    private static final Duration BETWEEN_LOOKS = Duration.ofHours(1);

    private final Runnable boundary;

    /** @param boundary what to do between two looks, while nothing runs */
    PausedPhase(Runnable boundary) {
        this.boundary = boundary;
    }

    @Override
    public PipeEvent run(LivePipe pipe) {
        boolean looks = pipe.versions().looksAfterPosition();
        // What was being tried again is not any more.
        pipe.warn(null);
        while (pipe.requests().pauseWanted() && !pipe.requests().deleteWanted()) {
            Optional<Position> place = looks ? place(pipe) : Optional.empty();
            if (looks) {
                boundary.run();
            }
            if (place.isPresent()) {
                look(pipe, place.get());
                Timers.await("Check the retention of the pipe's position again", BETWEEN_LOOKS, () -> disturbed(pipe));
            } else {
                Workflow.await(() -> disturbed(pipe));
            }
            RequestedChanges.make(pipe);
        }
        pipe.warn(null);
        return pipe.requests().deleteWanted() ? PipeEvent.DELETE : Resumption.of(pipe);
    }

    private static boolean disturbed(LivePipe pipe) {
        return !pipe.requests().pauseWanted() || pipe.requests().deleteWanted() || pipe.requests().changeWanted();
    }

    private static Optional<Position> place(LivePipe pipe) {
        TableResync reload = pipe.reload();
        if (reload != null && (reload.lane().hasPosition() || !reload.joins())) {
            // Of a load beside the others it is the earlier one; of one that takes the pipe's place, the only one that counts.
            return Optional.of(reload.lane()).filter(ReplicationLane::hasPosition).map(ReplicationLane::position);
        }
        return Optional.of(pipe.main()).filter(ReplicationLane::hasPosition).map(ReplicationLane::position);
    }

    /** A look that nobody waits for any more is left alone: it changes nothing. */
    private static void look(LivePipe pipe, Position place) {
        Call<PositionRetention> look = Call.start(() -> ActivityStubs.retention().look(pipe.configuration(), place));
        look.forget();
        Workflow.await(() -> look.finished() || disturbed(pipe));
        if (look.finished()
                && look.result() instanceof CallResult.Returned<PositionRetention>(PositionRetention outlook)
                && !(outlook instanceof PositionRetention.Unknown)) {
            pipe.warn(RetentionWarning.of(outlook));
        }
    }
}

package dev.clickpipe.workflows.phases;

import java.util.Optional;

import io.temporal.workflow.Workflow;

import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.pipe.PipeState;

/**
 * Running and Degraded: one lease after the other, for all tables or for those that can be followed; none in a pipe that
 * follows nothing, of which not all is loaded.
 */
final class Run implements Phase {
    private final Runnable boundary;

    /** @param boundary what to do between two leases, while nothing runs */
    Run(Runnable boundary) {
        this.boundary = boundary;
    }

    @Override
    public PipeEvent run(LivePipe pipe) {
        while (!pipe.requests().stopWanted()) {
            if (pipe.still()) {
                boundary.run();
            }
            if (pipe.requests().stopWanted()) {
                break;
            }
            Optional<PipeEvent> elsewhere = elsewhere(pipe);
            if (elsewhere.isPresent()) {
                return elsewhere.get();
            }
            if (pipe.main().hasPosition()) {
                Following.keepUp(pipe);
            }
            ClearAway.keepUp(pipe);
            Workflow.await(() -> Following.ended(pipe) || ClearAway.ended(pipe) || pipe.requests().stopWanted());
            ClearAway.settleEnded(pipe);
            if (Following.ended(pipe)) {
                Optional<PipeEvent> end = Following.settle(pipe);
                if (end.isPresent()) {
                    return end.get();
                }
            }
        }
        Following.stopWaiting(pipe);
        return pipe.requests().interruption();
    }

    private static Optional<PipeEvent> elsewhere(LivePipe pipe) {
        if (pipe.leftovers().work() == null && pipe.beginReloadWhenDue()) {
            return Optional.of(PipeEvent.RELOAD);
        }
        return pipe.state() == PipeState.RUNNING && pipe.problems().any()
                ? Optional.of(PipeEvent.TABLE_FAILED)
                : Optional.empty();
    }
}

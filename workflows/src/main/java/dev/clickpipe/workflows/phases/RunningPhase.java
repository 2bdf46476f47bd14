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
final class RunningPhase implements Phase {
    private final Runnable boundary;

    /** @param boundary what to do between two leases, while nothing runs */
    RunningPhase(Runnable boundary) {
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
                StreamRunner.keepUp(pipe);
            }
            ObsoleteTableCleanup.keepUp(pipe);
            Workflow.await(
                    () -> StreamRunner.ended(pipe) || ObsoleteTableCleanup.ended(pipe) || pipe.requests().stopWanted());
            ObsoleteTableCleanup.settleEnded(pipe);
            if (StreamRunner.ended(pipe)) {
                Optional<PipeEvent> end = StreamRunner.settle(pipe);
                if (end.isPresent()) {
                    return end.get();
                }
            }
        }
        StreamRunner.stopWaiting(pipe);
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

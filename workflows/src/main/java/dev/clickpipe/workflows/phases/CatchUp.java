package dev.clickpipe.workflows.phases;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

import io.temporal.workflow.Workflow;

import dev.clickpipe.workflows.calls.ActivityStubs;
import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.memory.ReplicationLane;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.memory.TableResync;
import dev.clickpipe.workflows.position.Coordinates;

/**
 * Brings the stream of loaded tables to where the others are. Each step goes to where these were when it began, so the steps
 * grow shorter, and the last one, for which the others wait, is the shortest.
 */
final class CatchUp {
    /** A step this short leaves about as much for the last one. */
    private static final Duration CLOSE = Duration.ofSeconds(5);
    /** When they do not grow shorter, the source writes as fast as it can be read: the others wait a little longer then. */
    private static final int MOST_STEPS = 20;

    private final LivePipe pipe;
    private final TableResync reload;
    private final ReplicationLane lane;

    CatchUp(LivePipe pipe, TableResync reload) {
        this.pipe = pipe;
        this.reload = reload;
        lane = reload.lane();
    }

    /** Comes close to the others, which go on; where there are none, to the source. */
    PipeEvent untilClose() {
        if (!lane.hasPosition()) {
            return PipeEvent.LOADED_BESIDE;
        }
        return reload.joins() ? towardsTheOthers(1) : towardsTheSource(1);
    }

    private PipeEvent towardsTheOthers(int step) {
        long begun = Workflow.currentTimeMillis();
        return StreamRunner.cut(pipe).or(() -> untilCovered(pipe.main().position().coordinates()))
                .orElseGet(() -> isClose(begun, step) ? PipeEvent.LOADED_BESIDE : towardsTheOthers(step + 1));
    }

    private PipeEvent towardsTheSource(int step) {
        long begun = Workflow.currentTimeMillis();
        return ActivityStep.then(pipe, lane,
                () -> ActivityStubs.setup(pipe.serviceId(), "Read where the source is now").readStartPosition(
                        reload.loadingConfigurationOf(pipe.configuration()), lane.position().epoch()),
                now -> untilCovered(now.coordinates())
                        .orElseGet(() -> isClose(begun, step) ? PipeEvent.LOADED_BESIDE : towardsTheSource(step + 1)));
    }

    private static boolean isClose(long begun, int step) {
        return step >= MOST_STEPS || Workflow.currentTimeMillis() - begun < CLOSE.toMillis();
    }

    /** Leases until the lane covers a place; what ended the phase before, if anything did. */
    Optional<PipeEvent> untilCovered(Coordinates goal) {
        while (true) {
            StreamLeaseStep lease = StreamLeaseStep.start(pipe, reload, goal);
            lane.rememberWork(lease);
            Optional<PipeEvent> event = Optional.empty();
            // After an error what follows the lease is a wait.
            while (event.isEmpty() && lane.work() != null) {
                event = StreamRunner.beside(pipe, Objects.requireNonNull(lane.work()))
                        .or(() -> StreamRunner.settle(pipe, lane));
            }
            if (event.isPresent() || lease.arrived()) {
                return event;
            }
        }
    }
}

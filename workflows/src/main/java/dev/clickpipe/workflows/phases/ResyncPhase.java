package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.calls.ActivityStubs;
import dev.clickpipe.workflows.contract.SwapRequest;
import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.memory.CompletionState;
import dev.clickpipe.workflows.memory.ReplicationLane;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.memory.TableResync;
import dev.clickpipe.workflows.memory.Requests;
import dev.clickpipe.workflows.memory.RunningWork;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.settings.ReplicationMode;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Resync: the others stand still, the loaded tables come to exactly where these are, and take their places. Nothing else
 * orders an exchange, and no lease runs meanwhile that could write into what is exchanged.
 */
final class ResyncPhase implements Phase {
    private final Runnable boundary;

    /** @param boundary what to do between two attempts, while nothing runs */
    ResyncPhase(Runnable boundary) {
        this.boundary = boundary;
    }

    @Override
    public PipeEvent run(LivePipe pipe) {
        TableResync reload = Objects.requireNonNull(pipe.reload(), "a swap without a reload");
        return switch (WorkCancellation.stop(pipe)) {
            case WorkCancellation.Outcome.Deleted() -> PipeEvent.DELETE;
            case WorkCancellation.Outcome.Broken(var error) -> pipe.fail(error);
            case WorkCancellation.Outcome.Still() -> {
                if (!reload.joins() || reload.placing()) {
                    yield swap(pipe, reload);
                }
                if (!sameStream(pipe.main().position(), reload.lane().position())) {
                    pipe.reloadAgain("the pipe's stream continued from another position meanwhile");
                    yield PipeEvent.RELOAD;
                }
                yield new CatchUp(pipe, reload).untilCovered(pipe.main().position().coordinates())
                        .orElseGet(() -> swap(pipe, reload));
            }
        };
    }

    /** Versions of rows tell which is newer within one epoch of one server alone. */
    private static boolean sameStream(Position one, Position other) {
        return one.epoch() == other.epoch() && one.source().sameServer(other.source());
    }

    private PipeEvent swap(LivePipe pipe, TableResync reload) {
        return pipe.versions().dropsBeside() ? untilInPlace(pipe, reload) : atOnce(pipe, reload);
    }

    /** Changes are made between two attempts: they may be what the next one needs, or leave nothing to be put in place. */
    private PipeEvent untilInPlace(LivePipe pipe, TableResync reload) {
        reload.beginPlacing();
        ReplicationLane lane = reload.lane();
        while (pipe.reload() == reload) {
            if (lane.work() == null) {
                lane.rememberWork(ShadowTableExchange.start(pipe, reload));
            }
            // After an error what follows the exchange is a wait.
            RunningWork work = Objects.requireNonNull(lane.work());
            Workflow.await(() -> work.finished() || interrupted(pipe, work));
            if (!work.finished()) {
                StreamRunner.stopWaiting(pipe);
                return pipe.interruption();
            }
            Optional<PipeEvent> event = StreamRunner.settle(pipe, lane);
            if (event.isPresent()) {
                return event.get();
            }
            if (pipe.reload() == reload && pipe.still()) {
                RequestedChanges.make(pipe);
                boundary.run();
            }
        }
        return inPlace(pipe);
    }

    /** A change does not interrupt an exchange, which would begin again with deletions that take long to carry over. */
    private static boolean interrupted(LivePipe pipe, RunningWork work) {
        Requests requests = pipe.requests();
        boolean changesWait = work instanceof ShadowTableExchange && pipe.versions().endsExchanges();
        return changesWait ? requests.pauseWanted() || requests.deleteWanted() : pipe.interrupted();
    }

    private static PipeEvent inPlace(LivePipe pipe) {
        return pipe.configuration().replication().mode() == ReplicationMode.SNAPSHOT
                ? CompletionState.of(pipe, PipeEvent.LOADED_ALL)
                : PipeEvent.SWAPPED;
    }

    /** For runs that began when what stood there was dropped in the same call. */
    private static PipeEvent atOnce(LivePipe pipe, TableResync reload) {
        SwapRequest request = ShadowTableExchange.request(pipe, reload);
        return ActivityStep.toItsEnd(pipe, reload.lane(),
                () -> ActivityStubs.swap(pipe.serviceId(), "Exchange the shadow tables of " + reload.sentence())
                        .swap(request),
                tables -> {
                    pipe.joined(tables, List.of(), List.of());
                    return inPlace(pipe);
                });
    }
}

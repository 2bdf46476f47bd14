package dev.clickpipe.workflows.phases;

import java.util.Objects;

import dev.clickpipe.workflows.calls.ActivityStubs;
import dev.clickpipe.workflows.contract.SwapRequest;
import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.memory.Lane;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.memory.Reload;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMode;

/**
 * Resync: the others stand still, the loaded tables come to exactly where these are, and take their places. Nothing else
 * orders an exchange, and no lease runs meanwhile that could write into what is exchanged.
 */
final class Swap implements Phase {
    @Override
    public PipeEvent run(LivePipe pipe) {
        Reload reload = Objects.requireNonNull(pipe.reload(), "a swap without a reload");
        return switch (Stopping.stop(pipe)) {
            case Stopping.Outcome.Deleted() -> PipeEvent.DELETE;
            case Stopping.Outcome.Broken(var error) -> pipe.fail(error);
            case Stopping.Outcome.Still() -> {
                if (!reload.joins()) {
                    yield swap(pipe, reload);
                }
                if (!sameStream(pipe.main().position(), reload.lane().position())) {
                    pipe.reloadAgain("the pipe's stream went on from another place meanwhile");
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

    private static PipeEvent swap(LivePipe pipe, Reload reload) {
        Lane lane = reload.lane();
        PipeConfiguration asked = reload.configurationOf(pipe.configuration());
        SwapRequest request = new SwapRequest(asked, pipe.main().tables(), lane.tables(), lane.loadVersion());
        return OneCall.toItsEnd(pipe, lane,
                () -> ActivityStubs.swap(pipe.serviceId(), "Put " + reload.sentence() + " in place").swap(request),
                tables -> {
                    pipe.joined(tables);
                    return asked.replication().mode() == ReplicationMode.SNAPSHOT
                            ? PipeEvent.LOADED_ALL
                            : PipeEvent.SWAPPED;
                });
    }
}

package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.calls.ActivityStubs;
import dev.clickpipe.workflows.contract.SetupResult;
import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.memory.ReplicationLane;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Setup of a lane whose stream begins by itself: where it starts from, then definitions and tables. In this order a statement
 * that changes a table in between comes in the stream, which stops before it; between a definition and a later start nobody
 * would hear of it.
 *
 * @param configuration of the lane
 * @param summary of the call that makes the tables, for people
 */
record LaneSetup(LivePipe pipe, ReplicationLane lane, PipeConfiguration configuration, String summary) {
    private static final int EPOCH_NOT_CHOSEN = 0;

    /** Sets it up and goes on with what was made, and with where its stream starts; null when none follows. */
    PipeEvent then(BiFunction<SetupResult, @Nullable Position, PipeEvent> next) {
        if (configuration.replication().mode() == ReplicationMode.SNAPSHOT) {
            return makeTables(made -> next.apply(made, null));
        }
        return pipe.versions().looksBeforeSetup()
                ? readStart(EPOCH_NOT_CHOSEN,
                        start -> makeTables(made -> next.apply(made, start.inEpoch(pipe.nextEpoch(made.epoch())))))
                : makeTables(made -> readStart(pipe.nextEpoch(made.epoch()), start -> next.apply(made, start)));
    }

    /** Fetches the definitions and makes the tables. */
    PipeEvent makeTables(Function<SetupResult, PipeEvent> next) {
        return ActivityStep.then(pipe, lane,
                () -> ActivityStubs.setup(pipe.serviceId(), summary).setUp(configuration, joining()),
                made -> {
                    pipe.rememberCascades(made.cascades());
                    return next.apply(made);
                });
    }

    /** Tables that the pipe never copied: others go on, whatever was chosen since. */
    private List<TableName> joining() {
        return pipe.neverCopied(configuration.tables().stream().map(TableMapping::source).distinct().toList());
    }

    private PipeEvent readStart(int epoch, Function<Position, PipeEvent> next) {
        return ActivityStep.then(pipe, lane,
                () -> ActivityStubs.setup(pipe.serviceId(), "Read the position that the stream will start from")
                        .readStartPosition(configuration, epoch),
                next);
    }
}

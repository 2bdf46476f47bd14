package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.calls.ActivityStubs;
import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.memory.ReplicationLane;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.memory.TableResync;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Setup of tables that are loaded beside the others: where to, the tables, and the position that their stream starts from.
 * That is the one of the pipe's own stream, so that rows get the same versions in both; SELECT must show everything before
 * it, or what was committed there shortly before would be in neither the load nor the stream. It may lie far behind the
 * source, and before statements that made the tables what they are now.
 */
final class ResyncSetup {
    private final LivePipe pipe;
    private final TableResync reload;
    private final ReplicationLane lane;

    ResyncSetup(LivePipe pipe, TableResync reload) {
        this.pipe = pipe;
        this.reload = reload;
        lane = reload.lane();
    }

    PipeEvent run() {
        if (lane.tables().isEmpty()) {
            PipeConfiguration asked = reload.configurationOf(pipe.configuration());
            return ActivityStep.then(pipe, lane,
                    () -> ActivityStubs.reload(pipe.serviceId(), "Choose the tables to load into").chooseTargets(asked,
                            pipe.main().tables()),
                    this::makeTables);
        }
        return PipeEvent.TABLES_READY;
    }

    private PipeEvent makeTables(List<TableMapping> targets) {
        reload.rememberTargets(targets);
        LaneSetup setUp = new LaneSetup(pipe, lane, reload.loadingConfigurationOf(pipe.configuration()),
                "Fetch the definitions and create the tables to load into");
        if (!reload.joins()) {
            return setUp.then((made, start) -> ready(made.tables(), start));
        }
        if (!pipe.versions().looksBeforeSetup()) {
            return setUp.makeTables(made -> {
                Position start = pipe.main().position();
                return look(setUp.configuration(), start, _ -> ready(made.tables(), start));
            });
        }
        Position start = pipe.main().position();
        Map<TableName, RoutedTable> followed = pipe.main().tables().stream()
                .collect(Collectors.toMap(RoutedTable::source, Function.identity()));
        return look(setUp.configuration(), start, seen -> setUp.makeTables(
                made -> ready(made.tables().stream().map(table -> seen(table, seen, followed)).toList(), start)));
    }

    private PipeEvent look(PipeConfiguration loading, Position start, Function<Coordinates, PipeEvent> then) {
        return ActivityStep.then(pipe, lane,
                () -> ActivityStubs.reload(pipe.serviceId(), "Wait until SELECT shows all that has arrived")
                        .awaitVisible(loading, start),
                then);
    }

    /**
     * What the stream passes over of a table. Of one that the pipe follows, what it passes over there and no more: rows
     * deleted since are still to be marked in what people read, from where they are carried over. A worker of an earlier
     * build tells nothing, and nothing is passed over.
     */
    private static RoutedTable seen(RoutedTable made, Coordinates now, Map<TableName, RoutedTable> followed) {
        RoutedTable before = followed.get(made.source());
        return made.seen(before == null ? now : before.seenUntil());
    }

    private PipeEvent ready(List<RoutedTable> tables, @Nullable Position start) {
        lane.rememberSetup(tables, start, pipe.loadVersion(start));
        return PipeEvent.TABLES_READY;
    }
}

package dev.clickpipe.activities.reload;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.clickhouse.CopyOfOtherPipe;
import dev.clickpipe.activities.clickhouse.DestinationTable;
import dev.clickpipe.activities.clickhouse.DestinationTables;
import dev.clickpipe.activities.clickhouse.ActivePipes;
import dev.clickpipe.activities.clickhouse.TableSpecification;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.faults.FaultPoint;
import dev.clickpipe.activities.faults.FaultPoints;
import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableEngine;
import dev.clickpipe.workflows.settings.TableMapping;

/**
 * Chooses where tables are loaded to. A table that the pipe has already, or a {@link CopyOfOtherPipe} stands for, is loaded into
 * a shadow, because the versions of its old rows are above those of a load; what an earlier reload left under the shadow's name is
 * dropped.
 */
final class ReloadTargets {
    private final DestinationTables tables;
    private final PipeConfiguration configuration;
    private final OwnTables own;
    private final ActivePipes living;

    ReloadTargets(ClickHouse clickHouse, PipeConfiguration configuration, List<RoutedTable> followed,
            ActivePipes living) {
        this.living = living;
        tables = new DestinationTables(clickHouse);
        this.configuration = configuration;
        own = new OwnTables(configuration, followed);
    }

    /** The mappings, each with the table that it is loaded into. */
    List<TableMapping> choose() {
        List<TableMapping> chosen = new ArrayList<>();
        for (TableMapping mapping : configuration.tables()) {
            Optional<DestinationTable> present = tables.find(configuration.destinationDatabase(), mapping.target());
            if (present.isEmpty() || mapping.engine() == TableEngine.NULL || !hidden(mapping, present.get())) {
                // Nothing to be read there that would be hidden; set-up refuses one with rows of somebody else.
                chosen.add(mapping);
            } else {
                prepareShadow(mapping, present.get());
                chosen.add(mapping.into(mapping.shadow()));
            }
        }
        return chosen;
    }

    /** Whether what is loaded could be hidden by rows that stand there. */
    private boolean hidden(TableMapping mapping, DestinationTable present) {
        return own.contain(present) || wasLeft(mapping, present);
    }

    /** Whether another pipe made it that is no more. */
    private boolean wasLeft(TableMapping mapping, DestinationTable present) {
        Optional<UUID> maker = CopyOfOtherPipe.maker(configuration, mapping, present);
        if (maker.filter(living::contain).isPresent()) {
            throw new PipeException(new PipeError(ErrorKind.DESTINATION_NOT_EMPTY,
                    "The table " + present.name() + ", in which " + mapping.source().quoted()
                            + " would be loaded, is a copy that the living ClickPipe " + maker.get() + " made",
                    "Choose another targetTable; or rename or drop that table if that ClickPipe does not copy into it any more",
                    mapping.source()));
        }
        return maker.isPresent();
    }

    private void prepareShadow(TableMapping mapping, DestinationTable present) {
        String database = configuration.destinationDatabase();
        String shadow = mapping.shadow();
        tables.find(database, shadow).ifPresent(leftover -> dropLeftover(mapping, leftover));
        FaultPoints.reach(FaultPoint.RELOAD_AFTER_DROP);
        if (own.isTakenOver(present)) {
            tables.createLike(database, shadow, present.name(),
                    TableSpecification.commentOfTakenOver(configuration, mapping.source()));
        }
    }

    private void dropLeftover(TableMapping mapping, DestinationTable leftover) {
        boolean theirs = configuration.tables().stream().anyMatch(other -> other.target().equals(leftover.name()));
        if (!theirs && wasLeft(mapping, leftover)) {
            tables.rename(leftover.database(), leftover.name(), ReplacedTableName.of(mapping.target(), leftover));
            return;
        }
        if (theirs || own.areRead(leftover, mapping.target()) || !own.contain(leftover)) {
            throw new PipeException(new PipeError(ErrorKind.DESTINATION_NOT_EMPTY,
                    "The table " + leftover.name() + ", in which " + mapping.source().quoted()
                            + " would be loaded, is another table that people read",
                    "Drop it if a deleted pipe left it; else rename it, or choose another targetTable for one of the two",
                    mapping.source()));
        }
        tables.drop(leftover.database(), leftover.name());
    }
}

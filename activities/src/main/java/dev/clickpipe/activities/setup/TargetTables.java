package dev.clickpipe.activities.setup;

import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.clickhouse.DestinationTable;
import dev.clickpipe.activities.clickhouse.DestinationTables;
import dev.clickpipe.activities.clickhouse.Generation;
import dev.clickpipe.activities.clickhouse.ActivePipes;
import dev.clickpipe.activities.clickhouse.TableSpecification;
import dev.clickpipe.activities.clickhouse.TakeOver;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.types.WriteMode;
import dev.clickpipe.activities.types.RowLayout;
import dev.clickpipe.workflows.contract.Route;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.RowVersion;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableMapping;
import java.util.List;
import java.util.Optional;

/**
 * Makes the destination tables of one pipe. A table that an earlier attempt made is known by its comment and taken as it
 * is; of one that is somebody else's, {@link TakeOver} says whether it may be taken.
 *
 * <p>Another pipe may do the same at the same moment, of another service too, which no reservation keeps from it. The comment
 * decides: it is read again after the table was made or taken over, and the pipe it names has the table.
 */
final class TargetTables {
    private final DestinationTables tables;
    private final PipeConfiguration configuration;
    private final ActivePipes living;

    TargetTables(ClickHouse clickHouse, PipeConfiguration configuration, ActivePipes living) {
        this.tables = new DestinationTables(clickHouse);
        this.configuration = configuration;
        this.living = living;
    }

    /**
     * Makes the table of a mapping, unless it is there.
     *
     * @throws PipeException DESTINATION_NOT_EMPTY for a table with rows that may not be taken over, and for one of another living
     * pipe, DESTINATION_CHANGED for one whose columns do not fit
     */
    Route make(TableMapping mapping, TableDefinition definition) {
        DestinationTable present = find(mapping).or(() -> create(mapping, definition)).orElseThrow(
                () -> changed(mapping, "was dropped while the pipe was set up", "Leave it to the pipe to make it"));
        if (!TableSpecification.isCopyBy(configuration, present)) {
            takeOver(mapping, definition, present);
        }
        return new Route(mapping.target(), present.uuid(), Generation
                .among(tables.columns(configuration.destinationDatabase(), mapping.target())).orElse(null), null);
    }

    private Optional<DestinationTable> find(TableMapping mapping) {
        return tables.find(configuration.destinationDatabase(), mapping.target());
    }

    /** The table that is there afterwards: of two pipes, or two attempts, the second statement fails. */
    private Optional<DestinationTable> create(TableMapping mapping, TableDefinition definition) {
        RowLayout layout = RowLayout.of(definition, mapping, configuration.replication());
        String generation = layout.writeMode() == WriteMode.APPEND ? Generation.fresh() : null;
        try {
            tables.create(TableSpecification.ofCopy(configuration, mapping, layout, mapping.target(), generation));
        } catch (RuntimeException refused) {
            Optional<DestinationTable> made = find(mapping);
            if (made.isEmpty()) {
                throw refused;
            }
            return made;
        }
        return find(mapping);
    }

    private void takeOver(TableMapping mapping, TableDefinition definition, DestinationTable table) {
        switch (TakeOver.of(tables, configuration, mapping, definition, table, living)) {
            case TakeOver.Taken() -> {
                // The comment outlasts what the pipe knows of it: a table that failed, or was dropped, comes back.
                new TakeOverLock(tables, configuration, living).take(mapping.source(), table);
                requireOwn(mapping, table);
            }
            case TakeOver.Occupied occupied -> throw occupied(mapping, occupied);
            case TakeOver.Unfit(List<String> problems, String remedy) ->
                throw changed(mapping, "is there and does not fit: " + String.join("; ", problems), remedy);
        }
    }

    private void requireOwn(TableMapping mapping, DestinationTable taken) {
        Optional<DestinationTable> now = find(mapping).filter(table -> table.uuid().equals(taken.uuid()));
        now.flatMap(table -> TakeOver.ofAnother(configuration, table, living)).ifPresent(owned -> {
            throw occupied(mapping, owned);
        });
        if (now.filter(table -> TableSpecification.isMadeBy(configuration, table)).isEmpty()) {
            throw changed(mapping, "was replaced, or its comment was, while the pipe took it over",
                    "Leave its comment as the pipe writes it");
        }
    }

    private static PipeException occupied(TableMapping mapping, TakeOver.Occupied occupied) {
        return new PipeException(new PipeError(ErrorKind.DESTINATION_NOT_EMPTY,
                named(mapping) + ": " + occupied.problem(), occupied.remedy(), mapping.source()));
    }

    private static PipeException changed(TableMapping mapping, String problem, String remedy) {
        return new PipeException(new PipeError(ErrorKind.DESTINATION_CHANGED, named(mapping) + " " + problem, remedy,
                mapping.source()));
    }

    private static String named(TableMapping mapping) {
        return "The destination table " + mapping.target() + " of " + mapping.source().quoted();
    }

    /**
     * The epoch above all versions in a table; 1 for an empty one.
     *
     * @throws PipeException DESTINATION_CHANGED when there is none
     */
    int epochAbove(Route route, TableMapping mapping) {
        int highest = RowVersion.epochOf(
                tables.highestVersion(configuration.destinationDatabase(), route.target(), RowLayout.VERSION, 0));
        if (highest == RowVersion.MAXIMUM_EPOCH) {
            throw new PipeException(new PipeError(ErrorKind.DESTINATION_CHANGED,
                    "The destination table " + route.target() + " of " + mapping.source().quoted()
                            + " holds rows with versions so high that none are above them",
                    "Choose another targetTable, or delete those rows", mapping.source()));
        }
        return highest + 1;
    }
}

package dev.clickpipe.activities.setup;

import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.clickhouse.DestinationTable;
import dev.clickpipe.activities.clickhouse.DestinationTables;
import dev.clickpipe.activities.clickhouse.Generation;
import dev.clickpipe.activities.clickhouse.TableSpecification;
import dev.clickpipe.activities.clickhouse.TakeOver;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.types.Keeping;
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
 */
final class TargetTables {
    private final DestinationTables tables;
    private final PipeConfiguration configuration;

    TargetTables(ClickHouse clickHouse, PipeConfiguration configuration) {
        this.tables = new DestinationTables(clickHouse);
        this.configuration = configuration;
    }

    /**
     * Makes the table of a mapping, unless it is there.
     *
     * @throws PipeException DESTINATION_NOT_EMPTY for a table with rows that may not be taken over, DESTINATION_CHANGED for one whose
     * columns do not fit
     */
    Route make(TableMapping mapping, TableDefinition definition) {
        RowLayout layout = RowLayout.of(definition, mapping, configuration.replication());
        String database = configuration.destinationDatabase();
        Optional<DestinationTable> present = tables.find(database, mapping.target());
        if (present.isEmpty()) {
            String generation = layout.keeping() == Keeping.EVERY_CHANGE ? Generation.fresh() : null;
            tables.create(
                    TableSpecification.ofCopy(configuration, mapping, layout, mapping.target(), generation));
            present = tables.find(database, mapping.target());
        } else if (!TableSpecification.isCopyBy(configuration, present.get())) {
            takeOver(mapping, definition, present.get());
        }
        return new Route(mapping.target(), present.orElseThrow().uuid(),
                Generation.among(tables.columns(database, mapping.target())).orElse(null), null);
    }

    private void takeOver(TableMapping mapping, TableDefinition definition, DestinationTable table) {
        String named = "The destination table " + mapping.target() + " of " + mapping.source().quoted();
        switch (TakeOver.of(tables, configuration, mapping, definition, table)) {
            case TakeOver.Taken() -> {
                // The comment outlasts what the pipe knows of it: a table that failed, or was dropped, comes back.
                if (!TableSpecification.isMadeBy(configuration, table)) {
                    tables.comment(table.database(), table.name(),
                            TableSpecification.commentOfTakeOver(configuration, mapping.source(), table));
                }
            }
            case TakeOver.Occupied(String problem, String remedy) -> throw new PipeException(new PipeError(
                    ErrorKind.DESTINATION_NOT_EMPTY, named + ": " + problem, remedy, mapping.source()));
            case TakeOver.Unfit(List<String> problems, String remedy) -> throw new PipeException(new PipeError(
                    ErrorKind.DESTINATION_CHANGED, named + " is there and does not fit: "
                            + String.join("; ", problems),
                    remedy, mapping.source()));
        }
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

package dev.clickpipe.activities.setup;

import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.clickhouse.DestinationTable;
import dev.clickpipe.activities.clickhouse.DestinationTables;
import dev.clickpipe.activities.clickhouse.Generation;
import dev.clickpipe.activities.clickhouse.TableSpecification;
import dev.clickpipe.activities.clickhouse.TargetFit;
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
 * is; one that is somebody else's is taken while it is empty and its columns fit.
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
     * @throws PipeException DESTINATION_NOT_EMPTY for a table with rows of somebody else, DESTINATION_CHANGED for one whose
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
            takeOver(mapping, present.get(), layout);
        }
        return new Route(mapping.target(), present.orElseThrow().uuid(),
                Generation.among(tables.columns(database, mapping.target())).orElse(null), null);
    }

    private void takeOver(TableMapping mapping, DestinationTable table, RowLayout layout) {
        String database = configuration.destinationDatabase();
        if (tables.hasRows(database, mapping.target())) {
            throw new PipeException(new PipeError(ErrorKind.DESTINATION_NOT_EMPTY,
                    "The destination table " + mapping.target() + " of " + mapping.source().quoted()
                            + " holds rows already",
                    "Choose another targetTable, or drop or empty that table", mapping.source()));
        }
        List<String> problems = TargetFit.problems(table, tables.columns(database, mapping.target()), layout);
        if (!problems.isEmpty()) {
            throw new PipeException(new PipeError(ErrorKind.DESTINATION_CHANGED,
                    "The destination table " + mapping.target() + " of " + mapping.source().quoted()
                            + " is there and does not fit: " + String.join("; ", problems),
                    "Drop it, so that the pipe makes it, or alter it, or choose another targetTable",
                    mapping.source()));
        }
    }

    /** The highest epoch of the versions in a table; 0 for an empty one. */
    int highestEpoch(Route route) {
        return RowVersion.epochOf(
                tables.highestVersion(configuration.destinationDatabase(), route.target(), RowLayout.VERSION, 0));
    }
}

package dev.clickpipe.activities.snapshot;

import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.clickhouse.DestinationTable;
import dev.clickpipe.activities.clickhouse.DestinationTables;
import dev.clickpipe.activities.clickhouse.Generation;
import dev.clickpipe.activities.clickhouse.InsertTarget;
import dev.clickpipe.activities.clickhouse.TableSpecification;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.activities.types.RowLayout;
import dev.clickpipe.workflows.contract.LoadRequest;
import dev.clickpipe.workflows.contract.LoadTable;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableMapping;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All rows of one source table as of one position, into a table of their own that takes the destination's place when it
 * is whole. Nothing in it is ever repeated: another attempt makes another table, and what is left of an earlier one
 * cannot write there, because its generation is another.
 */
final class AppendedLoad {
    private final LoadRequest request;
    private final TableMapping mapping;
    private final ClickHouse clickHouse;
    private final ExecutorService threads;

    AppendedLoad(LoadRequest request, TableMapping mapping, ClickHouse clickHouse, ExecutorService threads) {
        this.request = request;
        this.mapping = mapping;
        this.clickHouse = clickHouse;
        this.threads = threads;
    }

    /** Name of the table that waits to take the place of another one. */
    static String loadTable(String target) {
        return "_clickpipe_load_" + target;
    }

    /** Loads the table; returns when all is acknowledged. */
    LoadTable run(SourceConnections sources, TableDefinition definition, RowLayout layout, LoadProgress progress)
            throws SQLException, InterruptedException {
        String generation = Generation.fresh();
        DestinationTable made = make(layout, generation);
        InsertTarget target = InsertTarget.of(made.database(), made.name(), layout, generation);
        AtomicInteger block = new AtomicInteger();
        // Each block has a token of its own: a table may hold the same rows many times.
        try (BlockWriter writer = new BlockWriter(
                rows -> clickHouse.insertOnce(target, rows::writeTo, "load " + block.incrementAndGet()), threads,
                progress)) {
            ExactSnapshot snapshot = ExactSnapshot.open(sources, request.configuration().source(), definition.name());
            TableReader.read(snapshot.connection(), definition, layout, "", writer);
            return new LoadTable(made.uuid(), generation, snapshot.at());
        }
    }

    private DestinationTable make(RowLayout layout, String generation) {
        PipeConfiguration configuration = request.configuration();
        DestinationTables tables = new DestinationTables(clickHouse);
        String database = configuration.destinationDatabase();
        String name = loadTable(mapping.target());
        Optional<DestinationTable> earlier = tables.find(database, name);
        if (earlier.isPresent()
                && !earlier.get().comment().equals(TableSpecification.commentOfCopy(configuration, mapping))) {
            throw new PipeException(new PipeError(ErrorKind.DESTINATION_NOT_EMPTY,
                    "The table " + name + " is not this pipe's, which needs that name while it loads "
                            + mapping.target(),
                    "Rename or drop that table", mapping.source()));
        }
        tables.drop(database, name);
        tables.create(TableSpecification.ofCopy(configuration, mapping, layout, name, generation));
        return tables.find(database, name)
                .orElseThrow(() -> new IllegalStateException(name + " was made and is not there"));
    }
}

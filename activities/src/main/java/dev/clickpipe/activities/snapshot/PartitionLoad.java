package dev.clickpipe.activities.snapshot;

import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.clickhouse.InsertTarget;
import dev.clickpipe.activities.definition.SourceDefinitions;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.activities.types.RowBuffer;
import dev.clickpipe.activities.types.RowEncoder;
import dev.clickpipe.activities.types.RowLayout;
import dev.clickpipe.workflows.contract.ColumnLoss;
import dev.clickpipe.workflows.contract.LoadRequest;
import dev.clickpipe.workflows.contract.LoadedPartition;
import dev.clickpipe.workflows.contract.Route;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One range of one source table, read with a server-prepared streaming statement and written in blocks: one is written
 * while the next is read, so that memory depends on neither table nor partition.
 */
final class PartitionLoad {
    /** A block of rows; two of them are in memory for each load. */
    private static final int BLOCK_BYTES = 8 << 20;
    /** Rows that the driver holds at a time. */
    private static final int FETCH_ROWS = 1000;

    private final LoadRequest request;
    private final ClickHouse clickHouse;
    private final ExecutorService threads;
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private volatile List<ColumnLoss> losses = List.of();

    PartitionLoad(LoadRequest request, ClickHouse clickHouse, ExecutorService threads) {
        this.request = request;
        this.clickHouse = clickHouse;
        this.threads = threads;
    }

    /** How far it is: what the destination has acknowledged. */
    LoadedPartition progress() {
        return new LoadedPartition(request.partition().number(), rows.get(), bytes.get(), losses);
    }

    /** Loads the range into every destination of the table; returns when all is acknowledged. */
    LoadedPartition run(SourceConnections sources, TableDefinition definition)
            throws SQLException, InterruptedException {
        PipeConfiguration configuration = request.configuration();
        for (Route route : request.table().routes()) {
            TableMapping mapping = mappingOf(configuration, route);
            RowLayout layout = RowLayout.of(definition, mapping, configuration.replication());
            BlockWriter writer = new BlockWriter(clickHouse,
                    InsertTarget.of(configuration.destinationDatabase(), route.target(), layout), threads,
                    this::acknowledged);
            read(sources, definition, PartitionColumn.of(definition, mapping), layout, writer);
        }
        return progress();
    }

    private void read(SourceConnections sources, TableDefinition definition, PartitionColumn column, RowLayout layout,
            BlockWriter writer) throws SQLException, InterruptedException {
        Connection connection = sources.openReader(request.configuration().source());
        boolean complete = false;
        try {
            readRows(connection, column, layout, writer);
            writer.finish();
            checkDefinition(connection, definition);
            complete = true;
        } finally {
            if (complete) {
                connection.close();
            } else {
                // A close would first read the rest of the rows.
                connection.abort(Runnable::run);
            }
        }
    }

    private void readRows(Connection connection, PartitionColumn column, RowLayout layout, BlockWriter writer)
            throws SQLException, InterruptedException {
        String query = "SELECT " + layout.selectList() + " FROM " + layout.source().quoted()
                + column.condition(request.partition());
        RowEncoder encoder = new RowEncoder(layout);
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setFetchSize(FETCH_ROWS);
            try (ResultSet result = statement.executeQuery()) {
                RowBuffer block = writer.next();
                while (result.next()) {
                    encoder.encode(result, block);
                    if (block.size() >= BLOCK_BYTES) {
                        writer.write();
                        block = writer.next();
                    }
                }
            }
        }
    }

    /** Rows read under another definition would be in the wrong columns or lack some. */
    private void checkDefinition(Connection connection, TableDefinition definition) throws SQLException {
        TableName name = definition.name();
        if (!definition.equals(new SourceDefinitions(connection).definitions(List.of(name)).get(name))) {
            throw new PipeException(new PipeError(ErrorKind.SCHEMA_CHANGED,
                    "The definition of " + name.quoted() + " changed while it was loaded",
                    "Delete the pipe and its destination tables and create it again", name));
        }
    }

    private void acknowledged(int moreRows, int moreBytes, List<ColumnLoss> moreLosses) {
        losses = ColumnLoss.add(losses, moreLosses);
        rows.addAndGet(moreRows);
        bytes.addAndGet(moreBytes);
    }

    private TableMapping mappingOf(PipeConfiguration configuration, Route route) {
        TableName name = request.table().source();
        return configuration.tables().stream()
                .filter(mapping -> mapping.source().equals(name) && mapping.target().equals(route.target())).findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no mapping from " + name.quoted() + " to " + route.target()));
    }
}

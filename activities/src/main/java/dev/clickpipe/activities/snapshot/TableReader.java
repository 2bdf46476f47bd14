package dev.clickpipe.activities.snapshot;

import dev.clickpipe.activities.definition.SourceDefinitions;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.types.RowBuffer;
import dev.clickpipe.activities.types.RowEncoder;
import dev.clickpipe.activities.types.RowLayout;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.settings.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Reads rows of a source table with a server-prepared streaming statement, so that memory does not depend on their number. */
final class TableReader {
    /** A block of rows; two of them are in memory for each load. */
    private static final int BLOCK_BYTES = 8 << 20;
    /** Rows that the driver holds at a time. */
    private static final int FETCH_ROWS = 1000;

    private TableReader() {}

    /**
     * Reads rows into blocks, and returns when all of them are stored.
     *
     * @param connection closed at the end, whatever happens
     * @param version that the rows get
     * @param range what follows the table's name: index hint, WHERE; empty for all rows
     * @throws PipeException SCHEMA_CHANGED when the table is no longer as defined
     */
    static void read(Connection connection, TableDefinition definition, RowLayout layout, long version,
            String range,
            BlockWriter writer) throws SQLException, InterruptedException {
        boolean complete = false;
        try {
            readRows(connection, layout, version, range, writer);
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

    private static void readRows(Connection connection, RowLayout layout, long version, String range,
            BlockWriter writer)
            throws SQLException, InterruptedException {
        String query = "SELECT " + layout.selectList() + " FROM " + layout.source().quoted() + range;
        RowEncoder encoder = new RowEncoder(layout, version);
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setFetchSize(FETCH_ROWS);
            try (ResultSet result = statement.executeQuery()) {
                RowBuffer block = writer.next();
                while (result.next()) {
                    if (Thread.interrupted()) {
                        throw new InterruptedException("the load is cancelled");
                    }
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
    private static void checkDefinition(Connection connection, TableDefinition definition) throws SQLException {
        TableName name = definition.name();
        if (!definition.equals(new SourceDefinitions(connection).definitions(List.of(name)).get(name))) {
            throw new PipeException(new PipeError(ErrorKind.SCHEMA_CHANGED,
                    "The definition of " + name.quoted() + " changed while it was loaded",
                    "Retry the table, or resync the pipe if it is Failed: it is loaded again as it is now", name));
        }
    }
}

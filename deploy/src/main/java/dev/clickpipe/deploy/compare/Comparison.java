package dev.clickpipe.deploy.compare;

import dev.clickpipe.deploy.compare.rows.DestinationRows;
import dev.clickpipe.deploy.compare.rows.RowStream;
import dev.clickpipe.deploy.compare.rows.SourceRows;
import dev.clickpipe.deploy.compare.table.CompareException;
import dev.clickpipe.deploy.compare.table.ComparedTable;
import dev.clickpipe.deploy.compare.table.TablePair;
import dev.clickpipe.deploy.compare.table.TableReading;
import dev.clickpipe.deploy.connection.ClickHouse;
import dev.clickpipe.deploy.connection.ClickHouseAddress;
import dev.clickpipe.deploy.connection.SourceAddress;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Compares tables of one source with those of one ClickHouse service, one after the other. */
public final class Comparison {
    private final SourceAddress source;
    private final ClickHouseAddress destination;
    private final Consumer<String> lines;

    /** @param lines takes what is found, a line at a time */
    public Comparison(SourceAddress source, ClickHouseAddress destination, Consumer<String> lines) {
        this.source = source;
        this.destination = destination;
        this.lines = lines;
    }

    /** Compares the tables of a pipe with what the pipe was created with. */
    public List<TableResult> run(PipeFile pipe)
            throws CompareException, SQLException, IOException, InterruptedException {
        return run(pipe.tables());
    }

    List<TableResult> run(List<TablePair> pairs)
            throws CompareException, SQLException, IOException, InterruptedException {
        List<TableResult> results = new ArrayList<>();
        try (Connection connection = snapshot(); ClickHouse clickHouse = new ClickHouse(destination)) {
            TableReading reading = new TableReading(connection, clickHouse);
            for (TablePair pair : pairs) {
                ComparedTable table = reading.read(pair);
                table.notes().forEach(note -> lines.accept("NOTE " + note));
                try (RowStream sourceRows = SourceRows.open(connection, table);
                        RowStream destinationRows = DestinationRows.open(clickHouse, table)) {
                    TableResult result = new TableComparison(table, lines).run(sourceRows, destinationRows)
                            .withMoreDifferent(overDeleted(clickHouse, table));
                    lines.accept(result.toString());
                    results.add(result);
                }
            }
        }
        lines.accept("CHECK " + (results.stream().allMatch(TableResult::equal) ? "equal" : "different"));
        return results;
    }

    private long overDeleted(ClickHouse clickHouse, ComparedTable table) throws IOException, InterruptedException {
        long rows = table.appended() ? clickHouse.number(table.countOverDeleted()) : 0;
        if (rows > 0) {
            lines.accept("  " + rows + " rows of " + table.pair().destination()
                    + " are deleted more often than they were there");
        }
        return rows;
    }

    /** All tables are read in one snapshot, so that a transaction over several of them is seen whole. */
    private Connection snapshot() throws SQLException {
        Connection connection = source.open();
        try (Statement statement = connection.createStatement()) {
            // Keys may have 3072 bytes; by default only the first 1024 decide the order.
            statement.execute("SET SESSION sql_mode = '', SESSION max_sort_length = 65536");
            // A server sorts 15 rows at least in memory, each with so many bytes for every text it sorts by.
            statement.execute("SET SESSION sort_buffer_size = 67108864");
            statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
        return connection;
    }
}

package dev.clickpipe.deploy.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.clickpipe.deploy.Await;
import dev.clickpipe.deploy.CommandFailure;
import dev.clickpipe.deploy.compare.Comparison;
import dev.clickpipe.deploy.compare.PipeFile;
import dev.clickpipe.deploy.compare.TableResult;
import dev.clickpipe.deploy.compare.table.CompareException;
import dev.clickpipe.deploy.connection.ClickHouse;
import dev.clickpipe.deploy.connection.Names;
import dev.clickpipe.deploy.connection.SourceWriter;
import dev.clickpipe.deploy.service.Servers;

/** Compares the tables that the pipe follows, while nobody writes. */
final class EqualRows {
    private static final Duration ARRIVAL_LIMIT = Duration.ofMinutes(5);
    /** Beyond all that the writer writes. */
    private static final int FIRST_MARKER_ID = 1_000_000;

    private final Servers servers;
    private final ClickHouse clickHouse;
    private final Path body;
    private final Consumer<String> lines;
    private int looks;

    /** @param folder for a file of its own */
    EqualRows(Servers servers, ClickHouse clickHouse, Path folder, Consumer<String> lines) {
        this.servers = servers;
        this.clickHouse = clickHouse;
        this.body = folder.resolve("pipe.json");
        this.lines = lines;
    }

    /**
     * Waits until all that was written has arrived, and compares.
     *
     * @param pipe which runs and follows all its tables
     * @return whether all rows are equal; if not, the lines tell which
     */
    boolean look(SoakedPipe pipe, SourceWriter writer)
            throws IOException, InterruptedException, CommandFailure, SQLException, CompareException {
        long began = System.nanoTime();
        List<String> tables = pipe.tables();
        List<String> found = new ArrayList<>();
        boolean equal;
        try (SourceWriter.Held _ = writer.hold()) {
            awaitMarkers(tables);
            Files.writeString(body, pipe.body(tables));
            equal = new Comparison(servers.administrator(), servers.destination(), found::add)
                    .run(PipeFile.read(body, null)).stream().allMatch(TableResult::equal);
        }
        if (equal) {
            lines.accept("EQUAL " + tables.size() + " tables after " + (System.nanoTime() - began) / 1_000_000 + " ms");
        } else {
            found.forEach(lines);
        }
        return equal;
    }

    private void awaitMarkers(List<String> tables)
            throws SQLException, IOException, InterruptedException, CommandFailure {
        int id = FIRST_MARKER_ID + looks++;
        String marker = "marker " + id;
        try (Connection connection = servers.administrator().open();
                Statement statement = connection.createStatement()) {
            for (String table : tables) {
                SoakTables.mark(statement, table, marker, id);
            }
        }
        for (String table : tables) {
            String query = "SELECT count() FROM " + Names.clickHouse(SoakTables.DATABASE, table) + " WHERE v = "
                    + Names.clickHouseText(marker);
            Await.until(table + " has the newest row", ARRIVAL_LIMIT, () -> clickHouse.number(query) > 0);
        }
    }
}

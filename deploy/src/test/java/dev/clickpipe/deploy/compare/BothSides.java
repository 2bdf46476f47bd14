package dev.clickpipe.deploy.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.deploy.CommandRun;
import dev.clickpipe.deploy.connection.ClickHouse;
import dev.clickpipe.deploy.connection.ClickHouseAddress;
import dev.clickpipe.deploy.connection.SourceAddress;
import dev.clickpipe.deploy.parts.SharedParts;
import dev.clickpipe.deploy.parts.clickhouse.ClickHouseServer;
import dev.clickpipe.deploy.parts.source.SourceServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A new database of the same name on a source and on ClickHouse. In statements {@code %s.} stands before tables. */
final class BothSides {
    private static final String ADDED_COLUMNS = ", _peerdb_version UInt64, _peerdb_is_deleted UInt8";

    private final SourceServer server;
    private final ClickHouseServer destination = SharedParts.clickhouse();
    private final Connection source;
    private final ClickHouse clickHouse;
    private final String database;
    private int newest = 1;

    BothSides(SourceServer server) throws SQLException, IOException, InterruptedException {
        this.server = server;
        source = new SourceAddress(server.host(), server.port(), server.user(), server.password()).open();
        clickHouse = new ClickHouse(
                new ClickHouseAddress(destination.url(), destination.user(), destination.password()));
        database = "compare_" + server.name().replace('-', '_') + System.nanoTime();
        onSource("CREATE DATABASE " + database);
        onDestination("CREATE DATABASE " + database);
    }

    String database() {
        return database;
    }

    void onSource(String sql) throws SQLException {
        try (Statement statement = source.createStatement()) {
            statement.execute(sql.replace("%s.", database + "."));
        }
    }

    void onDestination(String sql) throws IOException, InterruptedException {
        clickHouse.execute(sql.replace("%s.", database + "."));
    }

    /** A destination table that keeps the newest version of each key. */
    void createKeyed(String table, String columns, String key) throws IOException, InterruptedException {
        onDestination("CREATE TABLE %s." + table + " (" + columns + ADDED_COLUMNS
                + ") ENGINE = ReplacingMergeTree(_peerdb_version, _peerdb_is_deleted) ORDER BY " + key);
    }

    /** A destination table that keeps every change. */
    void createAppended(String table, String columns) throws IOException, InterruptedException {
        onDestination("CREATE TABLE %s." + table + " (" + columns + ADDED_COLUMNS
                + ") ENGINE = MergeTree ORDER BY _peerdb_version");
    }

    /** Compares while one column of row 1 of a keyed table has another value; afterwards it is as before. */
    CommandRun compareWith(String table, String column, String other) throws IOException, InterruptedException {
        String kept = "%s." + table + "_kept";
        onDestination("CREATE TABLE IF NOT EXISTS " + kept + " ENGINE = Memory AS SELECT * FROM %s." + table
                + " FINAL WHERE id = 1");
        onDestination("INSERT INTO %s." + table + " SELECT * REPLACE (" + other + " AS " + column + ", " + ++newest
                + " AS _peerdb_version) FROM " + kept);
        CommandRun ran = compare(table);
        onDestination("INSERT INTO %s." + table + " SELECT * REPLACE (" + ++newest + " AS _peerdb_version) FROM "
                + kept);
        return ran;
    }

    /** Compares while an appended table has more rows, which end in version 9; afterwards it is as before. */
    CommandRun compareWith(String table, String rows) throws IOException, InterruptedException {
        onDestination("INSERT INTO %s." + table + " VALUES " + rows);
        CommandRun ran = compare(table);
        onDestination("DELETE FROM %s." + table + " WHERE _peerdb_version = 9");
        return ran;
    }

    /** Runs the command on tables of the same name. */
    CommandRun compare(String table, String... more) {
        String name = database + "." + table;
        List<String> arguments = new ArrayList<>(List.of("--source", server.url(), "--clickhouse",
                destination.urlWithLogin(), "--table", name + "=" + name));
        arguments.addAll(List.of(more));
        CommandRun ran = CommandRun.command(new CompareCommand(), arguments.toArray(String[]::new));
        assertThat(ran.out()).doesNotContain(server.password()).doesNotContain(destination.password());
        return ran;
    }

    /** Runs the command on the body of a pipe whose tables keep their names. */
    CommandRun comparePipe(Path folder, String tableMapping) throws IOException {
        Path file = Files.writeString(folder.resolve("pipe.json"), """
                {"source": {"mysql": {"host": "%s", "port": %d, "credentials": {"username": "%s", "password": "%s"},
                  "settings": {"allowNullableColumns": true}, "tableMappings": [%s]}},
                 "destination": {"database": "%s"}}""".formatted(server.host(), server.port(), server.user(),
                server.password(), tableMapping.replace("%s.", database), database));
        return CommandRun.command(new CompareCommand(), "--pipe", file.toString(), "--clickhouse",
                destination.urlWithLogin());
    }

    void drop() throws SQLException, IOException, InterruptedException {
        try (Connection closing = source; ClickHouse last = clickHouse) {
            onSource("DROP DATABASE " + database);
            onDestination("DROP DATABASE " + database);
            assertThat(closing.isClosed()).isFalse();
            assertThat(last.address()).isNotNull();
        }
    }
}

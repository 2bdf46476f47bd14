package dev.clickpipe.activities.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.testing.Configurations;
import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.activities.testing.TestDestination;
import dev.clickpipe.deploy.parts.source.SourceServer;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.TableEngine;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;

/**
 * A database of one test, at a source with one session in it, and of the same name at the destination; both are dropped when
 * closed. Tables have columns {@code v} and {@code n}; those with a key, {@code id} before them.
 */
record ReplicatedDatabase(Flavour flavour, SourceServer server, String name, Connection session,
        TestDestination destination) implements AutoCloseable {
    /** A row of a table with a key, as one text. */
    private static final String DESTINATION_ROW = "concat(toString(id), '|', ifNull(v, 'NULL'), '|',"
            + " ifNull(toDecimalString(n, 2), 'NULL')) AS r";

    /** Makes both, with a name of their own that begins so. */
    static ReplicatedDatabase open(Flavour flavour, SourceServer server, String prefix) throws SQLException {
        String name = prefix + "_" + UUID.randomUUID().toString().replace("-", "");
        Connection session = DriverManager.getConnection(server.jdbcUrl(""), server.user(), server.password());
        ReplicatedDatabase database = new ReplicatedDatabase(flavour, server, name, session,
                TestDestination.open(name));
        database.run("CREATE DATABASE " + name, "USE " + name);
        return database;
    }

    ClickHouse clickHouse() {
        return destination.clickHouse();
    }

    void run(String... statements) throws SQLException {
        try (Statement execution = session.createStatement()) {
            for (String statement : statements) {
                execution.execute(statement);
            }
        }
    }

    void createKeyed(String... tables) throws SQLException {
        for (String table : tables) {
            run("CREATE TABLE " + table + " (id INT PRIMARY KEY, v VARCHAR(50), n DECIMAL(10,2))");
        }
    }

    /** Makes table {@code t} with a key and so many rows, whose ids begin with 1. */
    void createFilled(int rows) throws SQLException {
        createKeyed("t");
        insertRows(1, rows);
    }

    /** Inserts rows with these ids into table {@code t}, which has a key. */
    void insertRows(int from, int to) throws SQLException {
        StringBuilder statement = new StringBuilder("INSERT INTO t VALUES ");
        for (int id = from; id <= to; id++) {
            statement.append(id == from ? "" : ",").append('(').append(id).append(",'v").append(id).append("',")
                    .append(id).append(".25)");
        }
        run(statement.toString());
    }

    /** Starts a pipe of tables; each goes to one of the same name. */
    TestPipe start(RunningWorkers workers, ReplicationMode mode, ReplicationMechanism mechanism, TableEngine engine,
            String... tables) {
        return TestPipe.start(workers, server, flavour.type(), mode, mechanism, name,
                Arrays.stream(tables).map(table -> mapping(table, engine)).toList());
    }

    /** Starts a pipe that loads tables and follows them. */
    TestPipe start(RunningWorkers workers, List<TableMapping> mappings) {
        return TestPipe.start(workers, server, flavour.type(), ReplicationMode.CDC, ReplicationMechanism.GTID, name,
                mappings);
    }

    /** Starts a pipe that loads nothing and begins at a position that a person chose. */
    TestPipe startAt(RunningWorkers workers, Coordinates chosen, List<TableMapping> mappings) {
        ReplicationMechanism mechanism = switch (chosen) {
            case Coordinates.Gtid _ -> ReplicationMechanism.GTID;
            case Coordinates.FileOffset _ -> ReplicationMechanism.FILE_POS;
        };
        return TestPipe.start(workers, server, flavour.type(), ReplicationMode.CDC_ONLY, mechanism, chosen, name,
                mappings);
    }

    /** A table into one of another name. */
    TableMapping mapping(String table, String target) {
        return Configurations.mapping(table(table), target, TableEngine.REPLACING_MERGE_TREE);
    }

    /** A table into one of the same name. */
    TableMapping mapping(String table) {
        return mapping(table, TableEngine.REPLACING_MERGE_TREE);
    }

    private TableMapping mapping(String table, TableEngine engine) {
        return Configurations.mapping(table(table), table, engine);
    }

    /** Column {@code r}, a text, of what the destination answers. */
    List<String> select(String sql) {
        return clickHouse().select(sql, row -> row.text("r"));
    }

    TableName table(String table) {
        return new TableName(name, table);
    }

    /** What the source has committed by now. */
    Coordinates committed(ReplicationMechanism mechanism) throws SQLException {
        var family = dev.clickpipe.activities.mysql.SourceServer.of(flavour.type());
        return switch (mechanism) {
            case GTID -> new Coordinates.Gtid(family.gtids(session).executed());
            case FILE_POS -> family.binlogEnd(session);
        };
    }

    /** The first column of what the source answers. */
    List<String> query(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = session.createStatement(); ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    /** Waits until a table with a key has the source's rows. */
    void awaitEqual(String table) {
        Awaitility.await().atMost(TestPipe.PATIENCE)
                .untilAsserted(() -> assertThat(destinationRows(table)).isEqualTo(sourceRows(table)));
    }

    List<String> destinationRows(String table) {
        return select("SELECT " + DESTINATION_ROW + " FROM " + name + "." + table
                + " FINAL WHERE _peerdb_is_deleted = 0 ORDER BY id");
    }

    /** Rows of a table with a key whose newest version says that they are deleted; FINAL hides them. */
    List<String> deletedRows(String table) {
        return select("SELECT " + DESTINATION_ROW + " FROM (SELECT * FROM " + name + "." + table
                + " ORDER BY id, _peerdb_version DESC LIMIT 1 BY id) WHERE _peerdb_is_deleted = 1 ORDER BY id");
    }

    List<String> sourceRows(String table) throws SQLException {
        return query("SELECT CONCAT(id, '|', IFNULL(v, 'NULL'), '|', IFNULL(CAST(n AS DECIMAL(10,2)), 'NULL')) FROM "
                + table + " ORDER BY id");
    }

    /** Waits until live rows less deleted ones are the source's, each as often as it is there. */
    void awaitEqualAppended(String table) {
        Awaitility.await().atMost(TestPipe.PATIENCE).untilAsserted(() -> assertThat(select(
                "SELECT concat(ifNull(v, 'NULL'), '|', ifNull(toDecimalString(n, 2), 'NULL'), ' × ',"
                        + " toString(sum(if(_peerdb_is_deleted = 0, 1, -1)) AS times)) AS r FROM " + name + "." + table
                        + " GROUP BY v, n HAVING times != 0"))
                .containsExactlyInAnyOrderElementsOf(
                        query("SELECT CONCAT(IFNULL(v, 'NULL'), '|', IFNULL(CAST(n AS DECIMAL(10,2)), 'NULL'), ' × ',"
                                + " COUNT(*)) FROM " + table + " GROUP BY v, n")));
    }

    /** Purges all binlog files but the last; one that a stream of an earlier test still holds is left alone for a moment. */
    void purgeBinlog() {
        Awaitility.await().atMost(TestPipe.PATIENCE).until(() -> {
            String last = query("SHOW BINARY LOGS").getLast();
            run("PURGE BINARY LOGS TO '" + last + "'");
            return query("SHOW BINARY LOGS").equals(List.of(last));
        });
    }

    @Override
    public void close() throws SQLException {
        run("DROP DATABASE " + name);
        session.close();
        destination.close();
    }
}

package dev.clickpipe.activities.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.clickhouse.ClickHouseAddress;
import dev.clickpipe.deploy.parts.SharedParts;
import dev.clickpipe.deploy.parts.clickhouse.ClickHouseServer;
import dev.clickpipe.deploy.parts.source.SourceServer;
import dev.clickpipe.workflows.contract.ColumnLoss;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.pipe.AddTablesRequest;
import dev.clickpipe.workflows.pipe.ResyncRequest;
import dev.clickpipe.workflows.pipe.TableState;
import dev.clickpipe.workflows.pipe.DropTablesRequest;
import dev.clickpipe.workflows.pipe.PipeDescription;
import dev.clickpipe.workflows.pipe.PipeRequest;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.TableSummary;
import dev.clickpipe.workflows.pipe.UpdateSettingsRequest;
import dev.clickpipe.workflows.settings.TableName;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.SourceType;
import dev.clickpipe.workflows.settings.TableEngine;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pipes on real parts, from creation to deletion; run for each family of servers by a subclass. */
abstract class PipeEndToEndTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static RunningWorkers workers;
    private static ClickHouse clickHouse;

    private final String name = "e2e_" + UUID.randomUUID().toString().replace("-", "");
    private Connection source;

    abstract SourceServer server();

    abstract SourceType type();

    @BeforeAll
    static void startWorkers() {
        workers = new RunningWorkers();
        ClickHouseServer server = SharedParts.clickhouse();
        clickHouse = new ClickHouse(
                new ClickHouseAddress(server.url().toString(), server.user(), server.password()));
    }

    @AfterAll
    static void stopWorkers() {
        clickHouse.close();
        workers.close();
    }

    @BeforeEach
    void makeDatabases() throws SQLException {
        source = DriverManager.getConnection(server().jdbcUrl(""), server().user(), server().password());
        run("CREATE DATABASE " + name);
        run("USE " + name);
        clickHouse.execute("CREATE DATABASE " + name);
    }

    @AfterEach
    void close() throws SQLException {
        source.close();
    }

    @Test
    void loadsAndFollowsATable() throws SQLException {
        run("CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(50), n DECIMAL(10,2))");
        insertRows(1, 5000);
        TestPipe pipe = start(ReplicationMode.CDC, "t");
        pipe.await(PipeState.RUNNING);
        run("INSERT INTO t VALUES (10001, 'neu', 1.5)");
        run("UPDATE t SET v = 'anders' WHERE id BETWEEN 10 AND 20");
        run("DELETE FROM t WHERE id = 5");
        run("UPDATE t SET id = 20001 WHERE id = 7");
        awaitEqual("t");
        PipeDescription description = pipe.workflow.describe();
        assertThat(description.tables().getFirst().rowsLoaded()).isEqualTo(5000);
        pipe.delete();
    }

    @Test
    void nothingArrivesWhilePausedAndNothingIsMissingAfterwards() throws SQLException {
        run("CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(50), n DECIMAL(10,2))");
        insertRows(1, 100);
        TestPipe pipe = start(ReplicationMode.CDC, "t");
        pipe.await(PipeState.RUNNING);
        pipe.workflow.pause(new PipeRequest("test"));
        List<String> before = destinationRows("t");
        insertRows(101, 300);
        assertThat(pipe.workflow.describe().state()).isEqualTo(PipeState.PAUSED);
        assertThat(destinationRows("t")).isEqualTo(before);
        pipe.workflow.resume(new PipeRequest("test"));
        awaitEqual("t");
        pipe.delete();
    }

    /** Another user and shorter batches, then a table less, while rows are written to both. */
    @Test
    void isChangedWhileItRuns() throws SQLException {
        run("CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(50), n DECIMAL(10,2))");
        run("CREATE TABLE u (id INT PRIMARY KEY, v VARCHAR(50), n DECIMAL(10,2))");
        String user = name.substring(0, 30);
        run("CREATE USER '" + user + "'@'%' IDENTIFIED BY 'another one'");
        run("GRANT SELECT, REPLICATION CLIENT, REPLICATION SLAVE ON *.* TO '" + user + "'@'%'");
        insertRows(1, 100);
        TestPipe pipe = start(ReplicationMode.CDC, "t", "u");
        PipeDescription first = pipe.await(PipeState.RUNNING);
        run("INSERT INTO u VALUES (1, 'before', 1)");
        pipe.workflow.updateSettings(new UpdateSettingsRequest(2, 50, null, null, null, user,
                pipe.sealed(workers, "another one"), null, null, "test"));
        insertRows(101, 300);
        run("INSERT INTO u VALUES (2, 'after', 1)");
        awaitEqual("t");
        try (Statement statement = source.createStatement();
                ResultSet dumps = statement.executeQuery("SELECT 1 FROM information_schema.processlist WHERE user = '"
                        + user + "' AND command LIKE 'Binlog Dump%'")) {
            assertThat(dumps.next()).as("the dump runs as the new user").isTrue();
        }
        Awaitility.await().atMost(PATIENCE).until(() -> destinationRows("u").size() == 2);
        pipe.workflow.dropTables(new DropTablesRequest(List.of(new TableName(name, "u")), "test"));
        run("INSERT INTO u VALUES (3, 'dropped', 1)");
        run("ALTER TABLE u ADD more INT");
        insertRows(301, 400);
        awaitEqual("t");
        assertThat(destinationRows("u")).hasSize(2);
        PipeDescription last = pipe.await(PipeState.RUNNING);
        assertThat(last.tables()).extracting(TableSummary::target).containsExactly("t");
        assertThat(last.tables().getFirst().rowsLoaded()).isEqualTo(first.tables().getFirst().rowsLoaded());
        pipe.delete();
    }

    @Test
    void aSnapshotCompletes() throws SQLException {
        run("CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(50), n DECIMAL(10,2))");
        insertRows(1, 2500);
        TestPipe pipe = start(ReplicationMode.SNAPSHOT, "t");
        pipe.await(PipeState.COMPLETED);
        awaitEqual("t");
        pipe.delete();
    }

    @Test
    void cdcOnlyBeginsNow() throws SQLException {
        run("CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(50), n DECIMAL(10,2))");
        insertRows(1, 10);
        TestPipe pipe = start(ReplicationMode.CDC_ONLY, "t");
        pipe.await(PipeState.RUNNING);
        insertRows(11, 20);
        Awaitility.await().atMost(PATIENCE).until(() -> destinationRows("t").size() == 10);
        assertThat(destinationRows("t")).allMatch(row -> Integer.parseInt(row.split("\\|", -1)[0]) > 10);
        pipe.delete();
    }

    /** The table that changed stands still, the other goes on; loaded again it has the new definition. */
    @Test
    void aSchemaChangeStopsItsTableUntilThatIsRetried() throws SQLException {
        run("CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(50), n DECIMAL(10,2))");
        run("CREATE TABLE u (id INT PRIMARY KEY, v VARCHAR(50), n DECIMAL(10,2))");
        insertRows(1, 10);
        TestPipe pipe = start(ReplicationMode.CDC, "t", "u");
        pipe.await(PipeState.RUNNING);
        insertRows(11, 20);
        run("DELETE FROM t WHERE id = 3");
        run("ALTER TABLE t ADD COLUMN extra INT DEFAULT 7");
        PipeDescription degraded = pipe.await(PipeState.DEGRADED);
        assertThat(Objects.requireNonNull(degraded.tables().getFirst().error()).message())
                .contains("ADD COLUMN extra INT");
        assertThat(destinationRows("t")).hasSize(19);
        run("INSERT INTO u VALUES (1, 'goes on', 1)");
        awaitEqual("u");
        run("INSERT INTO t VALUES (100, 'later', 1, 8)");
        pipe.workflow.retryTables(new PipeRequest("test"));
        pipe.await(PipeState.RUNNING);
        run("INSERT INTO t VALUES (101, 'latest', 1, 9)");
        awaitEqual("t");
        assertThat(clickHouse.select("SELECT toString(sum(extra)) AS sum FROM " + name
                + ".t FINAL WHERE _peerdb_is_deleted = 0", row -> row.text("sum"))).containsExactly("150");
        assertThat(clickHouse.select("SELECT toString(id) AS id FROM " + name
                + ".t WHERE _peerdb_is_deleted = 1", row -> row.text("id"))).as("carried over").containsExactly("3");
        pipe.delete();
    }

    /** A table without a key is added, all are loaded again, then one of them, while rows are written to all of them. */
    @Test
    void tablesAreAddedAndLoadedAgainUnderWrites() throws Exception {
        run("CREATE TABLE u (id INT PRIMARY KEY, v VARCHAR(50), n DECIMAL(10,2))");
        run("CREATE TABLE w (id INT PRIMARY KEY, v VARCHAR(50), n DECIMAL(10,2))");
        run("CREATE TABLE t (v VARCHAR(50), n DECIMAL(10,2))");
        run("INSERT INTO t VALUES ('a', 1), ('a', 1), ('b', NULL), (NULL, 2)");
        TestPipe pipe = start(ReplicationMode.CDC, "u");
        pipe.await(PipeState.RUNNING);
        try (KeylessWriter writer = KeylessWriter.start(server(), name)) {
            changeKeyed(1);
            pipe.workflow.addTables(
                    new AddTablesRequest(List.of(TestPipe.mapping(name, "t"), TestPipe.mapping(name, "w")), "test"));
            changeKeyed(2);
            pipe.awaitEntries("Resync → Running", 1);
            writer.awaitChanges(50);
            pipe.workflow.resync(new ResyncRequest(List.of(), "test"));
            changeKeyed(3);
            pipe.awaitEntries("Resync → Running", 2);
            changeKeyed(4);
            writer.awaitChanges(50);
            pipe.workflow.resync(new ResyncRequest(List.of(new TableName(name, "t")), "test"));
            pipe.awaitEntries("Resync → Running", 3);
            writer.awaitChanges(50);
            writer.stop();
        }
        changeKeyed(5);
        awaitSameRows();
        awaitEqual("u");
        awaitEqual("w");
        assertThat(pipe.workflow.describe().tables()).extracting(TableSummary::state)
                .containsOnly(TableState.FOLLOWED);
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                clickHouse.select("SELECT toString(name) AS name FROM system.tables WHERE database = '" + name + "'",
                        row -> row.text("name")))
                .as("what was replaced is dropped beside the stream")
                .containsExactlyInAnyOrder("t", "u", "w", "_clickpipe_definitions"));
        pipe.delete();
    }

    private void changeKeyed(int round) throws SQLException {
        for (String table : List.of("u", "w")) {
            run("INSERT INTO " + table + " SELECT " + round * 1000 + " + seq.n, 'row', seq.n FROM (SELECT 1 AS n UNION"
                    + " SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5) seq");
            run("UPDATE " + table + " SET n = n + " + round + ", v = 'round " + round + "'");
            run("DELETE FROM " + table + " WHERE id % 1000 = " + round);
            run("UPDATE " + table + " SET id = id + 100000 WHERE id = " + (round * 1000 + 3));
        }
    }

    /** A worker that was frozen within an insert gives it when the table has been loaded again since. */
    @Test
    void aLateInsertLosesAgainstWhatWasLoadedSince() throws SQLException {
        run("CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(50), n DECIMAL(10,2))");
        insertRows(1, 4);
        TestPipe pipe = start(ReplicationMode.CDC, "t");
        pipe.await(PipeState.RUNNING);
        run("UPDATE t SET v = 'older' WHERE id < 4");
        awaitEqual("t");
        clickHouse.execute("CREATE TABLE " + name + ".late ENGINE = MergeTree ORDER BY id AS SELECT * FROM " + name
                + ".t WHERE v = 'older'");
        run("UPDATE t SET v = 'newer' WHERE id = 1");
        run("DELETE FROM t WHERE id = 2");
        awaitEqual("t");
        pipe.workflow.resync(new ResyncRequest(List.of(), "test"));
        pipe.awaitEntries("Resync → Running", 1);
        assertThat(clickHouse.select("SELECT toString(id) AS id FROM " + name + ".late ORDER BY id",
                row -> row.text("id"))).as("what comes late").containsExactly("1", "2", "3");
        clickHouse.execute("INSERT INTO " + name + ".t SELECT * FROM " + name + ".late");
        assertThat(destinationRows("t")).isEqualTo(sourceRows("t"));
        run("UPDATE t SET v = 'newest' WHERE id = 3");
        awaitEqual("t");
        pipe.delete();
    }

    /** All tables of a failed pipe have the gap: they are loaded from a new position, and stay readable until then. */
    @Test
    void aFailedPipeIsLoadedAgain() throws SQLException {
        run("CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(50), n DECIMAL(10,2))");
        insertRows(1, 500);
        TestPipe pipe = start(ReplicationMode.CDC, "t");
        pipe.await(PipeState.RUNNING);
        run("DELETE FROM t WHERE id = 7");
        awaitEqual("t");
        pipe.workflow.updateSettings(new UpdateSettingsRequest(null, null, null, null, null, null,
                pipe.sealed(workers, "wrong"), null, null, "test"));
        pipe.await(PipeState.FAILED);
        run("DELETE FROM t WHERE id < 100");
        insertRows(501, 700);
        assertThat(destinationRows("t")).hasSize(499);
        pipe.workflow.updateSettings(new UpdateSettingsRequest(null, null, null, null, null, null,
                pipe.sealed(workers, server().password()), null, null, "test"));
        pipe.workflow.resync(new ResyncRequest(List.of(), "test"));
        pipe.awaitEntries("Resync → Running", 1);
        insertRows(701, 710);
        awaitEqual("t");
        assertThat(clickHouse.select("SELECT toString(id) AS id FROM " + name + ".t WHERE _peerdb_is_deleted = 1",
                row -> row.text("id"))).as("deleted before the gap").containsExactly("7");
        pipe.delete();
    }

    /** What people read of a table stays when its source is gone; the others are loaded without it. */
    @Test
    void aTableThatVanishedIsNamedAndTheOthersAreLoaded() throws SQLException {
        for (String table : List.of("t", "u", "w")) {
            run("CREATE TABLE " + table + " (id INT PRIMARY KEY, v VARCHAR(50), n DECIMAL(10,2))");
            run("INSERT INTO " + table + " VALUES (1, 'here', 1)");
        }
        TestPipe pipe = start(ReplicationMode.CDC, "t", "u", "w");
        pipe.await(PipeState.RUNNING);
        run("DROP TABLE t");
        run("RENAME TABLE u TO away");
        Awaitility.await().atMost(PATIENCE).until(() -> kinds(pipe).size() == 2);
        pipe.workflow.resync(new ResyncRequest(List.of(), "test"));
        run("INSERT INTO w VALUES (2, 'goes on', 1)");
        pipe.awaitLoaded("`" + name + "`.`w`");
        assertThat(kinds(pipe)).containsExactly(ErrorKind.TABLE_MISSING, ErrorKind.TABLE_MISSING);
        assertThat(pipe.workflow.describe().tables().getFirst().error()).satisfies(error -> {
            assertThat(requireNonNull(error).message()).contains("`t` does not exist");
            assertThat(error.remedy()).contains("drop it from the pipe");
        });
        awaitEqual("w");
        assertThat(destinationRows("t")).hasSize(1);
        assertThat(destinationRows("u")).hasSize(1);
        run("RENAME TABLE away TO u");
        run("INSERT INTO u VALUES (2, 'back', 1)");
        pipe.workflow.dropTables(new DropTablesRequest(List.of(new TableName(name, "t")), "test"));
        pipe.workflow.retryTables(new PipeRequest("test"));
        pipe.await(PipeState.RUNNING);
        awaitEqual("u");
        assertThat(destinationRows("t")).hasSize(1);
        pipe.delete();
    }

    private static List<ErrorKind> kinds(TestPipe pipe) {
        return pipe.workflow.describe().tables().stream().map(TableSummary::error).filter(Objects::nonNull)
                .map(PipeError::kind).toList();
    }

    @Test
    void aFailedPipeWhoseTableVanishedIsLoadedWithoutIt() throws SQLException {
        for (String table : List.of("t", "u")) {
            run("CREATE TABLE " + table + " (id INT PRIMARY KEY, v VARCHAR(50), n DECIMAL(10,2))");
            run("INSERT INTO " + table + " VALUES (1, 'here', 1)");
        }
        TestPipe pipe = start(ReplicationMode.CDC, "t", "u");
        pipe.await(PipeState.RUNNING);
        pipe.workflow.updateSettings(new UpdateSettingsRequest(null, null, null, null, null, null,
                pipe.sealed(workers, "wrong"), null, null, "test"));
        pipe.await(PipeState.FAILED);
        run("DROP TABLE t");
        pipe.workflow.updateSettings(new UpdateSettingsRequest(null, null, null, null, null, null,
                pipe.sealed(workers, server().password()), null, null, "test"));
        pipe.workflow.resync(new ResyncRequest(List.of(), "test"));
        Awaitility.await().atMost(PATIENCE).until(() -> pipe.workflow.describe().error(),
                error -> error != null && error.kind() == ErrorKind.TABLE_MISSING);
        assertThat(destinationRows("t")).hasSize(1);
        assertThat(destinationRows("u")).hasSize(1);
        pipe.workflow.dropTables(new DropTablesRequest(List.of(new TableName(name, "t")), "test"));
        pipe.workflow.resync(new ResyncRequest(List.of(), "test"));
        pipe.await(PipeState.RUNNING);
        run("INSERT INTO u VALUES (2, 'goes on', 1)");
        awaitEqual("u");
        assertThat(destinationRows("t")).hasSize(1);
        pipe.delete();
    }

    /** The same row many times, written before, while and after it is loaded. */
    @Test
    void aTableWithoutAKeyHasEveryRowAsOftenAsTheSource() throws Exception {
        run("CREATE TABLE t (v VARCHAR(50), n DECIMAL(10,2))");
        for (int i = 0; i < 12; i++) {
            run(i == 0
                    ? "INSERT INTO t VALUES ('a', 1), ('a', 1), ('b', NULL), (NULL, 2)"
                    : "INSERT INTO t SELECT * FROM t");
        }
        try (KeylessWriter writer = KeylessWriter.start(server(), name)) {
            TestPipe pipe = start(ReplicationMode.CDC, "t");
            pipe.await(PipeState.RUNNING);
            writer.awaitChanges(200);
            pipe.workflow.pause(new PipeRequest("test"));
            writer.awaitChanges(200);
            pipe.workflow.resume(new PipeRequest("test"));
            writer.awaitChanges(200);
            writer.stop();
            awaitSameRows();
            pipe.delete();
        }
    }

    @Test
    void everyChangeIsKeptByMergeTree() throws SQLException {
        run("CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(50), n DECIMAL(10,2))");
        insertRows(1, 10);
        TestPipe pipe = TestPipe.start(workers, server(), type(), ReplicationMode.CDC, TableEngine.MERGE_TREE, name,
                name, "t");
        pipe.await(PipeState.RUNNING);
        run("UPDATE t SET v = 'other' WHERE id = 3");
        run("DELETE FROM t WHERE id = 4");
        awaitSameRows();
        assertThat(clickHouse.select("SELECT toString(groupArray((id, v, d))) AS r FROM (SELECT id, v,"
                + " _peerdb_is_deleted AS d FROM " + name
                + ".t WHERE bitShiftRight(_peerdb_version, 44) > 0 ORDER BY _peerdb_version)",
                row -> row.text("r"))).containsExactly("[(3,'v3',1),(3,'other',0),(4,'v4',1)]");
        pipe.delete();
    }

    @Test
    void viewsBehindANullTableGetEveryRow() throws SQLException {
        run("CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(50), n DECIMAL(10,2))");
        insertRows(1, 10);
        clickHouse.execute("CREATE TABLE " + name + ".t (id Int32, v Nullable(String), n Nullable(Decimal(10, 2)),"
                + " _peerdb_version UInt64, _peerdb_is_deleted UInt8, _peerdb_synced_at DateTime64(9) DEFAULT now64(9))"
                + " ENGINE = Null");
        clickHouse.execute("CREATE MATERIALIZED VIEW " + name + ".seen ENGINE = MergeTree ORDER BY id AS SELECT id, v,"
                + " _peerdb_is_deleted AS d FROM " + name + ".t");
        TestPipe pipe = TestPipe.start(workers, server(), type(), ReplicationMode.CDC, TableEngine.NULL, name, name,
                "t");
        pipe.await(PipeState.RUNNING);
        run("UPDATE t SET v = 'other' WHERE id = 3");
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(clickHouse.select(
                "SELECT toString((count(), countIf(v = 'other' AND d = 0), countIf(v = 'v3' AND d = 1))) AS r FROM "
                        + name + ".seen",
                row -> row.text("r"))).containsExactly("(12,1,1)"));
        pipe.delete();
    }

    /** Live rows less deleted ones are the source's, each as often. */
    private void awaitSameRows() {
        Awaitility.await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(destinationMultiset()).isEqualTo(sourceMultiset()));
    }

    private List<String> destinationMultiset() {
        return clickHouse.select("SELECT concat(ifNull(v, 'NULL'), '|', ifNull(toDecimalString(n, 2), 'NULL'), ' × ',"
                + " toString(sum(if(_peerdb_is_deleted = 0, 1, -1)) AS times)) AS r FROM " + name
                + ".t GROUP BY v, n HAVING times != 0", row -> row.text("r")).stream().sorted().toList();
    }

    private List<String> sourceMultiset() throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = source.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT CONCAT(IFNULL(v, 'NULL'), '|', IFNULL(n, 'NULL'), ' × ', COUNT(*)) FROM t GROUP BY v, n")) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows.stream().sorted().toList();
    }

    @Test
    void valuesOutOfRangeAreShownOfSnapshotAndStream() throws SQLException {
        run("SET SESSION sql_mode = 'ALLOW_INVALID_DATES'");
        run("CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(50), n DECIMAL(10,2), born DATE)");
        run("INSERT INTO t VALUES (1, 'a', 1, '0000-00-00'), (2, 'b', 2, '2020-02-02'), (3, 'c', 3, '1789-07-14')");
        TestPipe pipe = start(ReplicationMode.CDC, "t");
        pipe.await(PipeState.RUNNING);
        run("INSERT INTO t VALUES (4, 'd', 4, '9999-12-31')");
        awaitEqual("t");
        pipe.workflow.pause(new PipeRequest("test"));
        assertThat(pipe.workflow.describe().tables().getFirst().losses())
                .containsExactly(new ColumnLoss("born", 3, "0000-00-00"));
        assertThat(clickHouse.select("SELECT toString(groupArray(born)) AS r FROM (SELECT born FROM " + name
                + ".t FINAL ORDER BY id)", row -> row.text("r"))).containsExactly(
                        "['1900-01-01','2020-02-02','1900-01-01','2299-12-31']");
        pipe.delete();
    }

    @Test
    void anotherWorkerGoesOnAtOnceWhenOneShutsDown() throws SQLException {
        run("CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(50), n DECIMAL(10,2))");
        insertRows(1, 100);
        TestPipe pipe = start(ReplicationMode.CDC, "t");
        pipe.await(PipeState.RUNNING);
        workers.replaceServiceWorker();
        insertRows(101, 200);
        awaitEqual("t");
        pipe.delete();
    }

    private TestPipe start(ReplicationMode mode, String... tables) {
        return TestPipe.start(workers, server(), type(), mode, name, name, tables);
    }

    private void awaitEqual(String table) {
        Awaitility.await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(destinationRows(table)).isEqualTo(sourceRows(table)));
    }

    private List<String> destinationRows(String table) {
        return clickHouse.select(
                "SELECT concat(toString(id), '|', ifNull(v, 'NULL'), '|', ifNull(toDecimalString(n, 2), 'NULL')) AS r FROM "
                        + name + "." + table + " FINAL WHERE _peerdb_is_deleted = 0 ORDER BY id",
                row -> row.text("r"));
    }

    private List<String> sourceRows(String table) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = source.createStatement();
                ResultSet result = statement
                        .executeQuery("SELECT CONCAT(id, '|', IFNULL(v, 'NULL'), '|', IFNULL(n, 'NULL')) FROM "
                                + table + " ORDER BY id")) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    private void insertRows(int from, int to) throws SQLException {
        StringBuilder statement = new StringBuilder("INSERT INTO t VALUES ");
        for (int id = from; id <= to; id++) {
            statement.append(id == from ? "" : ",").append('(').append(id).append(",'v").append(id).append("',")
                    .append(id).append(".25)");
        }
        run(statement.toString());
    }

    private void run(String statement) throws SQLException {
        try (Statement execution = source.createStatement()) {
            execution.execute(statement);
        }
    }
}

package dev.clickpipe.activities.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.clickhouse.DestinationTable;
import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.activities.testing.TestDestination;
import dev.clickpipe.deploy.parts.source.SourceServer;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.pipe.PipeDescription;
import dev.clickpipe.workflows.pipe.PipeRequest;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.ResyncRequest;
import dev.clickpipe.workflows.pipe.TableSummary;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.RowVersion;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Pipes that load nothing and begin where a person says, into new tables and into those that another pipe left. */
class ChosenStartEndToEndTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static RunningWorkers workers;

    private final String name = "chosen_" + UUID.randomUUID().toString().replace("-", "");

    @BeforeAll
    static void startWorkers() {
        workers = new RunningWorkers();
    }

    @AfterAll
    static void stopWorkers() {
        workers.close();
    }

    /** Source and destination of one test. */
    private record Stage(Flavour flavour, SourceServer server, String name, Connection source,
            TestDestination destination) implements AutoCloseable {
        static Stage open(Flavour flavour, String name) throws SQLException {
            SourceServer server = flavour.server();
            Connection source = DriverManager.getConnection(server.jdbcUrl(""), server.user(), server.password());
            Stage stage = new Stage(flavour, server, name, source, TestDestination.open(name));
            stage.run("CREATE DATABASE " + name, "USE " + name);
            return stage;
        }

        void run(String... statements) throws SQLException {
            try (Statement execution = source.createStatement()) {
                for (String statement : statements) {
                    execution.execute(statement);
                }
            }
        }

        /** What has been committed by now. */
        Coordinates here(ReplicationMechanism mechanism) throws SQLException {
            var family = dev.clickpipe.activities.mysql.SourceServer.of(flavour.type());
            return switch (mechanism) {
                case GTID -> new Coordinates.Gtid(family.gtids(source).executed());
                case FILE_POS -> family.binlogEnd(source);
            };
        }

        TestPipe load(TableMapping mapping) {
            return TestPipe.start(workers, server, flavour.type(), ReplicationMode.CDC, name, List.of(mapping));
        }

        TestPipe follow(ReplicationMechanism mechanism, @Nullable Coordinates from, TableMapping... mappings) {
            return TestPipe.start(workers, server, flavour.type(), ReplicationMode.CDC_ONLY, mechanism, from, name,
                    List.of(mappings));
        }

        TableMapping mapping(String table, String target, TableEngine engine) {
            return new TableMapping(new TableName(name, table), target, List.of(), false, List.of(), engine, null,
                    List.of());
        }

        List<String> liveAtSource(String table) throws SQLException {
            List<String> rows = new ArrayList<>();
            try (Statement statement = source.createStatement();
                    ResultSet result = statement
                            .executeQuery("SELECT CONCAT(id, ' ', v) FROM " + table + " ORDER BY id")) {
                while (result.next()) {
                    rows.add(result.getString(1));
                }
            }
            return rows;
        }

        List<String> rows(String table, String condition) {
            return destination.clickHouse().select("SELECT concat(toString(id), ' ', v) AS r FROM " + name + "." + table
                    + " FINAL WHERE " + condition + " ORDER BY id", row -> row.text("r"));
        }

        /** FINAL hides them. */
        List<String> deleted(String table) {
            return destination.clickHouse().select(
                    "SELECT concat(toString(id), ' ', argMax(v, _peerdb_version)) AS r FROM " + name + "." + table
                            + " GROUP BY id HAVING argMax(_peerdb_is_deleted, _peerdb_version) = 1 ORDER BY id",
                    row -> row.text("r"));
        }

        void awaitSame(String table) {
            Awaitility.await().atMost(PATIENCE).untilAsserted(
                    () -> assertThat(rows(table, "_peerdb_is_deleted = 0")).isEqualTo(liveAtSource(table)));
        }

        DestinationTable table(String table) {
            return destination.tables().find(name, table).orElseThrow();
        }

        @Override
        public void close() throws SQLException {
            run("DROP DATABASE " + name);
            source.close();
            destination.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"MYSQL,GTID", "MYSQL,FILE_POS", "MARIADB,GTID", "MARIADB,FILE_POS"})
    void allChangesBehindItArriveAndNoneBefore(Flavour flavour, ReplicationMechanism mechanism) throws Exception {
        try (Stage stage = Stage.open(flavour, name)) {
            stage.run("CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(50) NOT NULL)",
                    "INSERT INTO t VALUES (1, 'before'), (2, 'before'), (3, 'before')");
            Coordinates from = stage.here(mechanism);
            stage.run("INSERT INTO t VALUES (4, 'behind')", "UPDATE t SET v = 'behind' WHERE id = 2",
                    "FLUSH BINARY LOGS", "DELETE FROM t WHERE id = 3");
            TestPipe pipe = stage.follow(mechanism, from, TestPipe.mapping(name, "t"));
            pipe.await(PipeState.RUNNING);
            stage.run("INSERT INTO t VALUES (5, 'later')");
            Awaitility.await().atMost(PATIENCE).untilAsserted(
                    () -> assertThat(stage.rows("t", "_peerdb_is_deleted = 0"))
                            .containsExactly("2 behind", "4 behind", "5 later"));
            assertThat(stage.deleted("t")).containsExactly("3 before");
            pipe.delete();
        }
    }

    /** The set is older than what the table has: changes come twice, and the newest wins. */
    @ParameterizedTest
    @CsvSource({"MYSQL,GTID", "MARIADB,GTID", "MYSQL,FILE_POS"})
    void aKeptTableIsGoneOnWith(Flavour flavour, ReplicationMechanism mechanism) throws Exception {
        try (Stage stage = Stage.open(flavour, name)) {
            stage.run("CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(50) NOT NULL)",
                    "INSERT INTO t VALUES (1, 'a'), (2, 'a'), (3, 'a'), (4, 'a'), (5, 'a')");
            TestPipe first = stage.load(TestPipe.mapping(name, "t"));
            first.await(PipeState.RUNNING);
            stage.awaitSame("t");
            Coordinates older = stage.here(mechanism);
            stage.run("UPDATE t SET v = 'b' WHERE id = 1", "DELETE FROM t WHERE id = 2",
                    "INSERT INTO t VALUES (6, 'b'), (9, 'b')", "DELETE FROM t WHERE id = 9",
                    "UPDATE t SET v = 'c' WHERE id = 1");
            stage.awaitSame("t");
            first.deleteAndAwait();
            DestinationTable kept = stage.table("t");
            int epoch = highestEpoch(stage);
            stage.run("UPDATE t SET v = 'd' WHERE id IN (1, 3)", "DELETE FROM t WHERE id IN (4, 6)",
                    "INSERT INTO t VALUES (2, 'd'), (7, 'd')");

            TestPipe second = stage.follow(mechanism, older, TestPipe.mapping(name, "t"));
            PipeDescription running = second.await(PipeState.RUNNING);
            assertThat(Objects.requireNonNull(running.position()).epoch()).isEqualTo(epoch + 1);
            stage.awaitSame("t");
            assertThat(stage.deleted("t")).containsExactly("4 a", "6 b", "9 b");
            assertThat(stage.table("t").uuid()).isEqualTo(kept.uuid());
            assertThat(stage.table("t").comment()).startsWith("Taken over for `" + name + "`.`t` by ClickPipe ");
            stage.run("UPDATE t SET v = 'e' WHERE id = 5", "DELETE FROM t WHERE id = 7");
            stage.awaitSame("t");

            second.workflow.resync(new ResyncRequest(List.of(), "test"));
            stage.run("INSERT INTO t VALUES (8, 'f')", "DELETE FROM t WHERE id = 3");
            second.awaitLoaded("`" + name + "`.`t`");
            second.await(PipeState.RUNNING);
            stage.run("UPDATE t SET v = 'g' WHERE id = 8");
            stage.awaitSame("t");
            assertThat(stage.table("t").uuid()).isNotEqualTo(kept.uuid());
            assertThat(stage.deleted("t")).contains("4 a", "6 b", "9 b");
            second.deleteAndAwait();

            // What a resync has put in the place of a kept table is kept as well.
            Coordinates last = stage.here(mechanism);
            stage.run("UPDATE t SET v = 'h' WHERE id = 8");
            TestPipe third = stage.follow(mechanism, last, TestPipe.mapping(name, "t"));
            third.await(PipeState.RUNNING);
            stage.awaitSame("t");
            third.delete();
        }
    }

    /** It is the pipe's, whatever the pipe has forgotten of it: its rows are kept until they are swapped out. */
    @ParameterizedTest
    @EnumSource
    void aKeptTableThatFailsIsLoadedAgain(Flavour flavour) throws Exception {
        try (Stage stage = Stage.open(flavour, name)) {
            stage.run("CREATE TABLE u (id INT PRIMARY KEY, v VARCHAR(50) NOT NULL)",
                    "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(50) NOT NULL)",
                    "INSERT INTO t VALUES (1, 'a'), (2, 'a')");
            TestPipe first = stage.load(TestPipe.mapping(name, "t"));
            first.await(PipeState.RUNNING);
            Coordinates older = stage.here(ReplicationMechanism.GTID);
            first.deleteAndAwait();
            stage.run("DELETE FROM t WHERE id = 1", "ALTER TABLE t MODIFY v VARCHAR(300) NOT NULL",
                    "INSERT INTO t VALUES (3, 'b')");
            TestPipe second = stage.follow(ReplicationMechanism.GTID, older, TestPipe.mapping(name, "t"),
                    TestPipe.mapping(name, "u"));
            second.await(PipeState.DEGRADED);
            // A load begins where the pipe stands; before the statement that stopped the table it would meet it again.
            stage.run("INSERT INTO u VALUES (1, 'a')");
            stage.awaitSame("u");
            second.workflow.retryTables(new PipeRequest("test"));
            second.awaitLoaded("`" + name + "`.`t`");
            second.await(PipeState.RUNNING);
            stage.run("INSERT INTO t VALUES (4, 'c')");
            stage.awaitSame("t");
            second.delete();
        }
    }

    private static int highestEpoch(Stage stage) {
        return RowVersion.epochOf(stage.destination().tables().highestVersion(stage.name(), "t", "_peerdb_version", 0));
    }

    /** A person's own copy, such as one made from a dump, with the position of that dump. */
    @ParameterizedTest
    @EnumSource
    void aTableThatAPersonFilledIsTakenOverAndLoadedAgain(Flavour flavour) throws Exception {
        try (Stage stage = Stage.open(flavour, name)) {
            stage.run("CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(50) NOT NULL)",
                    "INSERT INTO t VALUES (1, 'a'), (2, 'a'), (3, 'a')");
            stage.destination().clickHouse().execute("CREATE TABLE " + name + ".t (id Int32, v String,"
                    + " _peerdb_version UInt64, _peerdb_is_deleted UInt8, _peerdb_synced_at DateTime64(9))"
                    + " ENGINE = ReplacingMergeTree(_peerdb_version, _peerdb_is_deleted) ORDER BY id"
                    + " AS SELECT number + 1, 'a', 0, 0, now() FROM numbers(3)");
            Coordinates from = stage.here(ReplicationMechanism.GTID);
            stage.run("UPDATE t SET v = 'b' WHERE id = 2", "DELETE FROM t WHERE id = 3");
            TestPipe pipe = stage.follow(ReplicationMechanism.GTID, from, TestPipe.mapping(name, "t"));
            pipe.await(PipeState.RUNNING);
            stage.awaitSame("t");
            pipe.workflow.resync(new ResyncRequest(List.of(), "test"));
            pipe.awaitLoaded("`" + name + "`.`t`");
            pipe.await(PipeState.RUNNING);
            stage.run("INSERT INTO t VALUES (4, 'c')");
            stage.awaitSame("t");
            pipe.delete();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatMayNotBeTakenOverIsRefused(Flavour flavour) throws Exception {
        try (Stage stage = Stage.open(flavour, name)) {
            stage.run("CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(50) NOT NULL)",
                    "CREATE TABLE other (id INT PRIMARY KEY, v VARCHAR(50) NOT NULL)",
                    "CREATE TABLE appended (id INT, v VARCHAR(50) NOT NULL)", "INSERT INTO t VALUES (1, 'a')",
                    "INSERT INTO other VALUES (1, 'a')", "INSERT INTO appended VALUES (1, 'a')");
            for (String table : List.of("t", "appended")) {
                TestPipe filling = stage.load(TestPipe.mapping(name, table));
                filling.await(PipeState.RUNNING);
                filling.deleteAndAwait();
            }
            Coordinates from = stage.here(ReplicationMechanism.GTID);
            PipeError withoutStart = failure(stage.follow(ReplicationMechanism.GTID, null,
                    TestPipe.mapping(name, "t")));
            assertThat(withoutStart.message()).contains("targetTable (t): the destination table holds rows already");
            assertThat(withoutStart.remedy()).contains("give startPosition");

            PipeError ofAnother = failure(stage.follow(ReplicationMechanism.GTID, from,
                    stage.mapping("other", "t", TableEngine.REPLACING_MERGE_TREE)));
            assertThat(ofAnother.message()).contains("they are those of `" + name + "`.`t`");

            PipeError appended = failure(stage.follow(ReplicationMechanism.GTID, from,
                    TestPipe.mapping(name, "appended")));
            assertThat(appended.message()).contains("it is to keep every change");
            assertThat(appended.remedy()).contains("replicationMode cdc");

            assertThat(stage.rows("t", "1")).containsExactly("1 a");
        }
    }

    private static PipeError failure(TestPipe pipe) {
        PipeError error = Objects.requireNonNull(pipe.await(PipeState.FAILED).error());
        pipe.delete();
        return error;
    }

    /** Set-up reads the definitions of now; rows before the last change of one cannot be read by it. */
    @ParameterizedTest
    @CsvSource({"MYSQL,GTID", "MYSQL,FILE_POS", "MARIADB,GTID", "MARIADB,FILE_POS"})
    void aDefinitionThatChangedSinceStopsTheTable(Flavour flavour, ReplicationMechanism mechanism) throws Exception {
        try (Stage stage = Stage.open(flavour, name)) {
            stage.run("CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(50) NOT NULL)",
                    "CREATE TABLE u (id INT PRIMARY KEY, v VARCHAR(50) NOT NULL)");
            Coordinates from = stage.here(mechanism);
            stage.run("INSERT INTO t VALUES (1, 'a')", "INSERT INTO u VALUES (1, 'a')",
                    "ALTER TABLE t ADD COLUMN w INT FIRST", "INSERT INTO t VALUES (7, 2, 'b')",
                    "INSERT INTO u VALUES (2, 'b')");
            TestPipe pipe = stage.follow(mechanism, from, TestPipe.mapping(name, "t"), TestPipe.mapping(name, "u"));
            PipeDescription degraded = pipe.await(PipeState.DEGRADED);
            PipeError changed = degraded.tables().stream().map(TableSummary::error).filter(Objects::nonNull).findFirst()
                    .orElseThrow();
            assertThat(changed.kind()).isEqualTo(ErrorKind.SCHEMA_CHANGED);
            assertThat(changed.table()).isEqualTo(new TableName(name, "t"));
            assertThat(changed.message()).contains("`" + name + "`.`t`");
            assertThat(changed.remedy()).contains("resync");
            stage.awaitSame("u");
            assertThat(stage.rows("t", "1")).isEmpty();
            pipe.workflow.resync(new ResyncRequest(List.of(new TableName(name, "t")), "test"));
            pipe.awaitLoaded("`" + name + "`.`t`");
            pipe.await(PipeState.RUNNING);
            stage.run("INSERT INTO t VALUES (8, 3, 'c')");
            stage.awaitSame("t");
            pipe.delete();
        }
    }
}

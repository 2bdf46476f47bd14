package dev.clickpipe.activities.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.activities.testing.TestDestination;
import dev.clickpipe.deploy.parts.source.SourceServer;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.pipe.PipeDescription;
import dev.clickpipe.workflows.pipe.PipeRequest;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.ResyncRequest;
import dev.clickpipe.workflows.pipe.UpdateSettingsRequest;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.secrets.SecretSealer;
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
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pipes that follow by file and offset: MySQL has no GTIDs here. Their servers are their own, for files are purged. */
class FilePositionEndToEndTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static RunningWorkers workers;

    private final String name = "files_" + UUID.randomUUID().toString().replace("-", "");

    @BeforeAll
    static void startWorkers() {
        workers = new RunningWorkers();
    }

    @AfterAll
    static void stopWorkers() {
        workers.close();
    }

    private static SourceServer server(Flavour flavour, String name) {
        return switch (flavour) {
            case MYSQL -> flavour.server(name, "--gtid-mode=OFF", "--enforce-gtid-consistency=OFF");
            // By default it keeps files until a replica that it knows has read them.
            case MARIADB -> flavour.server(name, "--slave-connections-needed-for-purge=0");
        };
    }

    /** Source and destination of one test. */
    private record Stage(SourceServer server, Flavour flavour, String name, Connection source,
            TestDestination destination) implements AutoCloseable {
        static Stage open(SourceServer server, Flavour flavour, String name) throws SQLException {
            Connection source = DriverManager.getConnection(server.jdbcUrl(""), server.user(), server.password());
            Stage stage = new Stage(server, flavour, name, source, TestDestination.open(name));
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

        TestPipe start(TableEngine engine, String... tables) {
            return TestPipe.start(workers, server, flavour.type(), ReplicationMode.CDC, ReplicationMechanism.FILE_POS,
                    name,
                    Arrays.stream(tables).map(table -> new TableMapping(new TableName(name, table), table, List.of(),
                            false, List.of(), engine, null, List.of())).toList());
        }

        List<String> rows(String sql) throws SQLException {
            List<String> rows = new ArrayList<>();
            try (Statement statement = source.createStatement(); ResultSet result = statement.executeQuery(sql)) {
                while (result.next()) {
                    rows.add(result.getString(1));
                }
            }
            return rows;
        }

        /** Live rows less deleted ones, each as often as it is there. */
        void awaitSame(String table) {
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(destination.clickHouse().select(
                    "SELECT concat(ifNull(v, 'NULL'), '|', ifNull(toString(n), 'NULL'), ' × ',"
                            + " toString(sum(if(_peerdb_is_deleted = 0, 1, -1)) AS times)) AS r FROM " + name + "."
                            + table + (table.equals("keyed") ? " FINAL WHERE _peerdb_is_deleted = 0" : "")
                            + " GROUP BY v, n HAVING times != 0",
                    row -> row.text("r")).stream().sorted().toList())
                    .isEqualTo(rows("SELECT CONCAT(IFNULL(v, 'NULL'), '|', IFNULL(n, 'NULL'), ' × ', COUNT(*)) FROM "
                            + table + " GROUP BY v, n").stream().sorted().toList()));
        }

        @Override
        public void close() throws SQLException {
            run("DROP DATABASE " + name);
            source.close();
            destination.close();
        }
    }

    /** A keyed table and one without a key, through new files, compressed transactions, another worker, a pause and a reload. */
    @ParameterizedTest
    @EnumSource
    void nothingIsMissingAndNothingTwice(Flavour flavour) throws Exception {
        SourceServer server = server(flavour, "by-file");
        try (Stage stage = Stage.open(server, flavour, name)) {
            stage.run("CREATE TABLE t (v VARCHAR(50), n INT)",
                    "CREATE TABLE keyed (id INT PRIMARY KEY AUTO_INCREMENT, v VARCHAR(50), n INT)",
                    "INSERT INTO t VALUES ('a', 1), ('a', 1), ('b', NULL), (NULL, 2)");
            for (int i = 0; i < 8; i++) {
                stage.run("INSERT INTO t SELECT * FROM t");
            }
            stage.run("INSERT INTO keyed (v, n) SELECT v, n FROM t");
            try (KeylessWriter writer = KeylessWriter.start(server, name)) {
                TestPipe pipe = stage.start(TableEngine.REPLACING_MERGE_TREE, "t", "keyed");
                pipe.await(PipeState.RUNNING);
                writer.awaitChanges(100);
                stage.run("FLUSH BINARY LOGS", "UPDATE keyed SET v = 'other' WHERE id < 50");
                writer.awaitChanges(100);
                workers.replaceServiceWorker();
                stage.run(flavour == Flavour.MYSQL
                        ? "SET SESSION binlog_transaction_compression = ON"
                        : "SET GLOBAL log_bin_compress = ON");
                stage.run("DELETE FROM keyed WHERE id < 20",
                        "INSERT INTO keyed (v, n) SELECT REPEAT('x', 50), 7 FROM t");
                writer.awaitChanges(100);
                pipe.workflow.pause(new PipeRequest("test"));
                stage.run("FLUSH BINARY LOGS", "UPDATE keyed SET id = id + 1000000 WHERE id < 60");
                writer.awaitChanges(100);
                pipe.workflow.resume(new PipeRequest("test"));
                writer.awaitChanges(100);
                pipe.workflow.resync(new ResyncRequest(List.of(), "test"));
                stage.run("FLUSH BINARY LOGS", "DELETE FROM keyed WHERE id BETWEEN 60 AND 70");
                pipe.awaitEntries("Resync → Running", 1);
                writer.awaitChanges(100);
                writer.stop();
                stage.awaitSame("t");
                stage.awaitSame("keyed");
                pipe.delete();
            }
        }
    }

    /** A source that writes nothing begins new files all the same, and purges old ones. */
    @ParameterizedTest
    @EnumSource
    void thePositionOfAQuietStreamMovesWithTheFiles(Flavour flavour) throws Exception {
        SourceServer server = server(flavour, "by-file");
        try (Stage stage = Stage.open(server, flavour, name)) {
            stage.run("CREATE TABLE keyed (id INT PRIMARY KEY, v VARCHAR(50), n INT)");
            TestPipe pipe = stage.start(TableEngine.REPLACING_MERGE_TREE, "keyed");
            pipe.await(PipeState.RUNNING);
            stage.run("FLUSH BINARY LOGS", "FLUSH BINARY LOGS");
            String last = stage.rows("SHOW BINARY LOGS").getLast();
            Awaitility.await().atMost(PATIENCE).until(() -> {
                pipe.workflow.pause(new PipeRequest("test"));
                boolean moved = file(pipe).equals(last);
                if (!moved) {
                    pipe.workflow.resume(new PipeRequest("test"));
                }
                return moved;
            });
            purge(stage);
            stage.run("INSERT INTO keyed VALUES (1, 'a', 1)");
            pipe.workflow.resume(new PipeRequest("test"));
            stage.awaitSame("keyed");
            pipe.delete();
        }
    }

    private static String file(TestPipe pipe) {
        return Objects.requireNonNull(pipe.workflow.describe().position())
                .coordinates() instanceof Coordinates.FileOffset place ? place.file() : "none";
    }

    /** Files that a dump of an earlier test still holds are left alone. */
    private static void purge(Stage stage) {
        Awaitility.await().atMost(PATIENCE).until(() -> {
            String last = stage.rows("SHOW BINARY LOGS").getLast();
            stage.run("PURGE BINARY LOGS TO '" + last + "'");
            return stage.rows("SHOW BINARY LOGS").equals(List.of(last));
        });
    }

    @ParameterizedTest
    @EnumSource
    void aPurgedFileAnotherServerAndAFileBegunAnewAreNamed(Flavour flavour) throws Exception {
        SourceServer server = server(flavour, "reset");
        try (Stage stage = Stage.open(server, flavour, name)) {
            stage.run(flavour == Flavour.MYSQL ? "RESET BINARY LOGS AND GTIDS" : "RESET MASTER",
                    "CREATE TABLE keyed (id INT PRIMARY KEY AUTO_INCREMENT, v VARCHAR(50), n INT)");
            List<TestPipe> pipes = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                TestPipe pipe = stage.start(TableEngine.REPLACING_MERGE_TREE, "keyed");
                pipe.await(PipeState.RUNNING);
                stage.run("INSERT INTO keyed (v, n) VALUES ('a', 1)");
                stage.awaitSame("keyed");
                pipe.workflow.pause(new PipeRequest("test"));
                pipes.add(pipe);
                stage.destination().clickHouse().execute("DROP TABLE " + name + ".keyed SYNC");
            }
            SourceServer another = flavour.server();
            pipes.get(0).workflow.updateSettings(new UpdateSettingsRequest(null, null, null, another.host(),
                    another.port(), another.user(), SecretSealer.fromText(workers.keys.publicKey())
                            .seal(another.password(), pipes.get(0).configuration.pipeId(), another.host()),
                    null, null, "test"));
            assertFails(pipes.get(0), ErrorKind.SOURCE_CHANGED, "another server");

            stage.run(flavour == Flavour.MYSQL ? "RESET BINARY LOGS AND GTIDS" : "RESET MASTER");
            for (int i = 0; i < 100; i++) {
                stage.run("INSERT INTO keyed (v, n) VALUES ('later', 1)");
            }
            assertFails(pipes.get(1), ErrorKind.POSITION_PURGED, "anew");

            stage.run("FLUSH BINARY LOGS");
            purge(stage);
            assertFails(pipes.get(2), ErrorKind.POSITION_PURGED, "no longer has the binlog");
        }
    }

    private static void assertFails(TestPipe pipe, ErrorKind kind, String said) {
        pipe.workflow.resume(new PipeRequest("test"));
        PipeDescription failed = pipe.await(PipeState.FAILED);
        assertThat(Objects.requireNonNull(failed.error()).kind()).isEqualTo(kind);
        assertThat(failed.error().message()).contains(said);
        pipe.delete();
    }
}

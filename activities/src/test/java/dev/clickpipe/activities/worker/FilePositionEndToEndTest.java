package dev.clickpipe.activities.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.deploy.parts.source.SourceServer;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.pipe.PipeDescription;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.UpdateSettingsRequest;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.secrets.SecretSealer;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.TableEngine;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pipes that follow by file and offset: MySQL has no GTIDs here. Their servers are their own, for files are purged. */
class FilePositionEndToEndTest extends RunningWorkersTest {
    private static ReplicatedDatabase open(Flavour flavour, String server) throws SQLException {
        return ReplicatedDatabase.open(flavour, switch (flavour) {
            case MYSQL -> flavour.server(server, "--gtid-mode=OFF", "--enforce-gtid-consistency=OFF");
            case MARIADB -> flavour.purgedServer(server);
        }, "files");
    }

    private static TestPipe running(ReplicatedDatabase database, String... tables) {
        TestPipe pipe = database.start(workers, ReplicationMode.CDC, ReplicationMechanism.FILE_POS,
                TableEngine.REPLACING_MERGE_TREE, tables);
        pipe.await(PipeState.RUNNING);
        return pipe;
    }

    /** A keyed table and one without a key, through new files, compressed transactions, another worker, a pause and a reload. */
    @ParameterizedTest
    @EnumSource
    void nothingIsMissingAndNothingTwice(Flavour flavour) throws Exception {
        try (ReplicatedDatabase database = open(flavour, "by-file")) {
            database.run("CREATE TABLE t (v VARCHAR(50), n INT)",
                    "CREATE TABLE keyed (id INT PRIMARY KEY AUTO_INCREMENT, v VARCHAR(50), n INT)",
                    "INSERT INTO t VALUES ('a', 1), ('a', 1), ('b', NULL), (NULL, 2)");
            for (int i = 0; i < 8; i++) {
                database.run("INSERT INTO t SELECT * FROM t");
            }
            database.run("INSERT INTO keyed (v, n) SELECT v, n FROM t");
            try (KeylessWriter writer = KeylessWriter.start(database.server(), database.name())) {
                TestPipe pipe = running(database, "t", "keyed");
                writer.awaitChanges(100);
                database.run("FLUSH BINARY LOGS", "UPDATE keyed SET v = 'other' WHERE id < 50");
                writer.awaitChanges(100);
                workers.replaceServiceWorker();
                database.run(flavour == Flavour.MYSQL
                        ? "SET SESSION binlog_transaction_compression = ON"
                        : "SET GLOBAL log_bin_compress = ON");
                database.run("DELETE FROM keyed WHERE id < 20",
                        "INSERT INTO keyed (v, n) SELECT REPEAT('x', 50), 7 FROM t");
                writer.awaitChanges(100);
                pipe.pause();
                database.run("FLUSH BINARY LOGS", "UPDATE keyed SET id = id + 1000000 WHERE id < 60");
                writer.awaitChanges(100);
                pipe.resume();
                writer.awaitChanges(100);
                pipe.resync();
                database.run("FLUSH BINARY LOGS", "DELETE FROM keyed WHERE id BETWEEN 60 AND 70");
                pipe.awaitEntries("Resync → Running", 1);
                writer.awaitChanges(100);
                writer.stop();
                database.awaitEqualAppended("t");
                database.awaitEqual("keyed");
                pipe.delete();
            }
        }
    }

    /** A source that writes nothing begins new files all the same, and purges old ones. */
    @ParameterizedTest
    @EnumSource
    void thePositionOfAQuietStreamMovesWithTheFiles(Flavour flavour) throws Exception {
        try (ReplicatedDatabase database = open(flavour, "by-file")) {
            database.run("CREATE TABLE keyed (id INT PRIMARY KEY, v VARCHAR(50), n INT)");
            TestPipe pipe = running(database, "keyed");
            database.run("FLUSH BINARY LOGS", "FLUSH BINARY LOGS");
            String last = database.query("SHOW BINARY LOGS").getLast();
            Awaitility.await().atMost(TestPipe.PATIENCE).until(() -> {
                pipe.pause();
                boolean moved = file(pipe).equals(last);
                if (!moved) {
                    pipe.resume();
                }
                return moved;
            });
            database.purgeBinlog();
            database.run("INSERT INTO keyed VALUES (1, 'a', 1)");
            pipe.resume();
            database.awaitEqual("keyed");
            pipe.delete();
        }
    }

    private static String file(TestPipe pipe) {
        return Objects.requireNonNull(pipe.workflow.describe().position())
                .coordinates() instanceof Coordinates.FileOffset place ? place.file() : "none";
    }

    @ParameterizedTest
    @EnumSource
    void aPurgedFileAnotherServerAndAFileBegunAnewAreNamed(Flavour flavour) throws Exception {
        try (ReplicatedDatabase database = open(flavour, "reset")) {
            database.run(flavour == Flavour.MYSQL ? "RESET BINARY LOGS AND GTIDS" : "RESET MASTER",
                    "CREATE TABLE keyed (id INT PRIMARY KEY AUTO_INCREMENT, v VARCHAR(50), n INT)");
            List<TestPipe> pipes = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                TestPipe pipe = running(database, "keyed");
                database.run("INSERT INTO keyed (v, n) VALUES ('a', 1)");
                database.awaitEqual("keyed");
                pipe.pause();
                pipes.add(pipe);
                database.clickHouse().execute("DROP TABLE " + database.name() + ".keyed SYNC");
            }
            SourceServer another = flavour.server();
            pipes.get(0).workflow.updateSettings(new UpdateSettingsRequest(null, null, null, another.host(),
                    another.port(), another.user(), SecretSealer.fromText(workers.keys.publicKey())
                            .seal(another.password(), pipes.get(0).configuration.pipeId(), another.host()),
                    null, null, "test"));
            assertFails(pipes.get(0), ErrorKind.SOURCE_CHANGED, "another server");

            database.run(flavour == Flavour.MYSQL ? "RESET BINARY LOGS AND GTIDS" : "RESET MASTER");
            for (int i = 0; i < 100; i++) {
                database.run("INSERT INTO keyed (v, n) VALUES ('later', 1)");
            }
            assertFails(pipes.get(1), ErrorKind.SOURCE_HISTORY_REPLACED, "anew");

            database.run("FLUSH BINARY LOGS");
            database.purgeBinlog();
            assertFails(pipes.get(2), ErrorKind.POSITION_PURGED, "no longer has the binlog");
        }
    }

    private static void assertFails(TestPipe pipe, ErrorKind kind, String said) {
        pipe.resume();
        PipeDescription failed = pipe.await(PipeState.FAILED);
        assertThat(Objects.requireNonNull(failed.error()).kind()).isEqualTo(kind);
        assertThat(failed.error().message()).contains(said);
        pipe.delete();
    }
}

package dev.clickpipe.activities.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.pipe.PipeDescription;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.UpdateSettingsRequest;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.TableEngine;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A pipe that was paused while its source lost what it was to read, or began its binlog anew. Files are purged, so its servers
 * are its own.
 */
class PurgedWhilePausedEndToEndTest extends RunningWorkersTest {
    @ParameterizedTest
    @CsvSource({"MYSQL,GTID", "MYSQL,FILE_POS", "MARIADB,GTID", "MARIADB,FILE_POS"})
    void isToldWhilePausedFailsWithItsPositionAndIsLoadedAgain(Flavour flavour, ReplicationMechanism mechanism)
            throws Exception {
        try (ReplicatedDatabase database = ReplicatedDatabase.open(flavour, flavour.purgedServer("purged"), "purged")) {
            database.run("SET GLOBAL binlog_expire_logs_seconds = 86400", "FLUSH BINARY LOGS",
                    "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1), (2)");
            TestPipe pipe = database.start(workers, ReplicationMode.CDC, mechanism, TableEngine.REPLACING_MERGE_TREE,
                    "t");
            pipe.await(PipeState.RUNNING);
            pipe.pause();
            String place = Objects.requireNonNull(pipe.workflow.describe().position()).coordinates().text();

            database.run("SET GLOBAL binlog_expire_logs_seconds = 2", "INSERT INTO t VALUES (3)", "FLUSH BINARY LOGS");
            PipeError warned = lookedAgain(pipe, "keeps a binlog file for 2 seconds");
            assertThat(warned.kind()).isEqualTo(ErrorKind.POSITION_PURGED);
            assertThat(warned.remedy()).contains("Resume the pipe", "binlog_expire_logs_seconds = 4;");

            database.run("SET GLOBAL binlog_expire_logs_seconds = 86400", "FLUSH BINARY LOGS");
            database.purgeBinlog();
            PipeError gone = lookedAgain(pipe, "A resume will fail. ");
            assertThat(gone.message()).contains(place);
            assertThat(pipe.workflow.describe().state()).isEqualTo(PipeState.PAUSED);

            pipe.resume();
            PipeError error = Objects.requireNonNull(pipe.await(PipeState.FAILED).error());
            assertThat(error.kind()).isEqualTo(ErrorKind.POSITION_PURGED);
            assertThat(error.message()).contains(place);
            assertThat(error.remedy()).containsIgnoringCase("resync the pipe");

            pipe.resync();
            pipe.await(PipeState.RUNNING);
            database.run("INSERT INTO t VALUES (4)");
            Awaitility.await().atMost(TestPipe.PATIENCE)
                    .until(() -> database.select("SELECT toString(id) AS r FROM " + database.name()
                            + ".t FINAL WHERE _peerdb_is_deleted = 0 ORDER BY id"),
                            List.of("1", "2", "3", "4")::equals);
            pipe.delete();
        }
    }

    /** The source gives the numbers that the pipe has applied to other transactions: to as many and more, or to a few. */
    @ParameterizedTest
    @CsvSource({"MYSQL,40", "MYSQL,1", "MARIADB,40", "MARIADB,1"})
    void aHistoryBegunAnewStopsItUntilItIsLoadedAgain(Flavour flavour, int transactions) throws Exception {
        try (ReplicatedDatabase database = ReplicatedDatabase.open(flavour, flavour.purgedServer("purged"), "anew")) {
            database.run(reset(flavour));
            database.createFilled(20);
            TestPipe pipe = running(database);
            database.run("UPDATE t SET v = 'before' WHERE id <= 10", "DELETE FROM t WHERE id = 20");
            database.awaitEqual("t");
            pipe.pause();
            Position applied = Objects.requireNonNull(pipe.workflow.describe().position());
            assertThat(applied.lastTransactions()).hasSize(1);

            database.run(reset(flavour), "UPDATE t SET v = 'after', n = 7 WHERE id = 5");
            for (int id = 101; id <= 100 + transactions; id++) {
                database.insertRows(id, id);
            }
            if (transactions > 1) {
                assertThat(lookedAgain(pipe, "A resume will fail. ").kind())
                        .isEqualTo(ErrorKind.SOURCE_HISTORY_REPLACED);
            }
            pipe.resume();
            PipeError error = Objects.requireNonNull(pipe.await(PipeState.FAILED).error());
            assertThat(error.kind()).isEqualTo(ErrorKind.SOURCE_HISTORY_REPLACED);
            assertThat(error.message()).contains("begun anew");
            assertThat(error.remedy()).contains("Resync the pipe");

            pipe.resync();
            pipe.await(PipeState.RUNNING);
            database.run("UPDATE t SET v = 'followed' WHERE id = 6");
            database.awaitEqual("t");
            pipe.delete();
        }
    }

    /** The server ends the dump, or leaves it waiting in a file that is gone: either is found before rows are missing for long. */
    @ParameterizedTest
    @EnumSource
    void aHistoryBegunAnewWhileItRunsStopsIt(Flavour flavour) throws Exception {
        try (ReplicatedDatabase database = ReplicatedDatabase.open(flavour, flavour.purgedServer("purged"),
                "running")) {
            database.run(reset(flavour));
            database.createFilled(20);
            TestPipe pipe = running(database);
            database.run("UPDATE t SET v = 'before' WHERE id <= 10");
            database.awaitEqual("t");
            database.run(reset(flavour));
            for (int id = 101; id <= 140; id++) {
                database.insertRows(id, id);
            }
            PipeError error = Objects.requireNonNull(pipe.await(PipeState.FAILED).error());
            // MySQL says to the dump that its next file is gone, before anything is begun anew.
            assertThat(error.kind()).isIn(ErrorKind.SOURCE_HISTORY_REPLACED, ErrorKind.POSITION_PURGED);
            pipe.resync();
            pipe.await(PipeState.RUNNING);
            database.run("UPDATE t SET v = 'followed' WHERE id = 6");
            database.awaitEqual("t");
            pipe.delete();
        }
    }

    private static String reset(Flavour flavour) {
        return flavour == Flavour.MYSQL ? "RESET BINARY LOGS AND GTIDS" : "RESET MASTER";
    }

    private static TestPipe running(ReplicatedDatabase database) {
        TestPipe pipe = database.start(workers, ReplicationMode.CDC, ReplicationMechanism.GTID,
                TableEngine.REPLACING_MERGE_TREE, "t");
        pipe.await(PipeState.RUNNING);
        return pipe;
    }

    /** New files, as a restart begins one, and a last transaction that is gone: all that follows is still there. */
    @ParameterizedTest
    @EnumSource
    void newFilesAndAPurgedLastTransactionStopNothing(Flavour flavour) throws Exception {
        try (ReplicatedDatabase database = ReplicatedDatabase.open(flavour, flavour.purgedServer("purged"), "files")) {
            database.createFilled(2);
            TestPipe pipe = running(database);
            database.insertRows(3, 3);
            database.awaitEqual("t");
            pipe.pause();
            database.run("FLUSH BINARY LOGS", "FLUSH BINARY LOGS");
            pipe.resume();
            database.insertRows(4, 4);
            database.awaitEqual("t");
            pipe.pause();
            database.run("FLUSH BINARY LOGS");
            database.purgeBinlog();
            pipe.resume();
            database.insertRows(5, 5);
            database.awaitEqual("t");
            assertThat(pipe.workflow.describe().position()).extracting(Position::epoch).isEqualTo(1);
            pipe.delete();
        }
    }

    /** A change of settings is followed by another look, because it may be about the source. */
    private static PipeError lookedAgain(TestPipe pipe, String said) {
        AtomicInteger batchSize = new AtomicInteger(1000);
        return Objects.requireNonNull(
                Awaitility.await().atMost(TestPipe.PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
                    pipe.workflow.updateSettings(new UpdateSettingsRequest(null, batchSize.incrementAndGet(), null,
                            null, null, null, null, null, null, "look again"));
                    return pipe.workflow.describe();
                }, description -> said(description).contains(said)).trouble());
    }

    private static String said(PipeDescription description) {
        PipeError trouble = description.trouble();
        return trouble == null ? "" : trouble.message();
    }
}

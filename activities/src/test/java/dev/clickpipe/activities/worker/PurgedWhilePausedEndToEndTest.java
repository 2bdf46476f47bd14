package dev.clickpipe.activities.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.pipe.PipeDescription;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.UpdateSettingsRequest;
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

/** A pipe that was paused for longer than its source keeps the binlog. Files are purged, so its servers are its own. */
class PurgedWhilePausedEndToEndTest extends OnRunningWorkers {
    @ParameterizedTest
    @CsvSource({"MYSQL,GTID", "MYSQL,FILE_POS", "MARIADB,GTID", "MARIADB,FILE_POS"})
    void isToldWhilePausedFailsWithItsPositionAndIsLoadedAgain(Flavour flavour, ReplicationMechanism mechanism)
            throws Exception {
        try (CopiedDatabase database = CopiedDatabase.open(flavour, flavour.purgedServer("purged"), "purged")) {
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

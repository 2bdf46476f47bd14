package dev.clickpipe.activities.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.activities.testing.TestDestination;
import dev.clickpipe.deploy.parts.source.SourceServer;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.pipe.PipeDescription;
import dev.clickpipe.workflows.pipe.PipeRequest;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.ResyncRequest;
import dev.clickpipe.workflows.pipe.UpdateSettingsRequest;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.ReplicationMode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pipe that was paused for longer than its source keeps the binlog. Files are purged, so its servers are its own. */
class PurgedWhilePausedEndToEndTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static RunningWorkers workers;

    private final String name = "purged_" + UUID.randomUUID().toString().replace("-", "");

    @BeforeAll
    static void startWorkers() {
        workers = new RunningWorkers();
    }

    @AfterAll
    static void stopWorkers() {
        workers.close();
    }

    @ParameterizedTest
    @CsvSource({"MYSQL,GTID", "MYSQL,FILE_POS", "MARIADB,GTID", "MARIADB,FILE_POS"})
    void isToldWhilePausedFailsWithItsPositionAndIsLoadedAgain(Flavour flavour, ReplicationMechanism mechanism)
            throws Exception {
        SourceServer server = switch (flavour) {
            case MYSQL -> flavour.server("purged");
            // By default it keeps files until a replica that it knows has read them.
            case MARIADB -> flavour.server("purged", "--slave-connections-needed-for-purge=0");
        };
        try (Connection source = DriverManager.getConnection(server.jdbcUrl(""), server.user(), server.password());
                TestDestination destination = TestDestination.open(name)) {
            run(source, "SET GLOBAL binlog_expire_logs_seconds = 86400", "CREATE DATABASE " + name, "USE " + name,
                    "FLUSH BINARY LOGS",
                    "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1), (2)");
            TestPipe pipe = TestPipe.start(workers, server, flavour.type(), ReplicationMode.CDC, mechanism, name,
                    List.of(TestPipe.mapping(name, "t")));
            pipe.await(PipeState.RUNNING);
            pipe.workflow.pause(new PipeRequest("test"));
            String place = Objects.requireNonNull(pipe.workflow.describe().position()).coordinates().text();

            run(source, "SET GLOBAL binlog_expire_logs_seconds = 2", "INSERT INTO t VALUES (3)", "FLUSH BINARY LOGS");
            PipeError warned = lookedAgain(pipe, "keeps a binlog file for 2 seconds");
            assertThat(warned.kind()).isEqualTo(ErrorKind.POSITION_PURGED);
            assertThat(warned.remedy()).contains("Resume the pipe", "binlog_expire_logs_seconds = 4;");

            run(source, "SET GLOBAL binlog_expire_logs_seconds = 86400");
            purge(source);
            PipeError gone = lookedAgain(pipe, "A resume will fail. ");
            assertThat(gone.message()).contains(place);
            assertThat(pipe.workflow.describe().state()).isEqualTo(PipeState.PAUSED);

            pipe.workflow.resume(new PipeRequest("test"));
            PipeError error = Objects.requireNonNull(pipe.await(PipeState.FAILED).error());
            assertThat(error.kind()).isEqualTo(ErrorKind.POSITION_PURGED);
            assertThat(error.message()).contains(place);
            assertThat(error.remedy()).containsIgnoringCase("resync the pipe");

            pipe.workflow.resync(new ResyncRequest(List.of(), "test"));
            pipe.await(PipeState.RUNNING);
            run(source, "INSERT INTO t VALUES (4)");
            Awaitility.await().atMost(PATIENCE).until(() -> destination.clickHouse().select(
                    "SELECT toString(id) AS id FROM " + name + ".t FINAL WHERE _peerdb_is_deleted = 0 ORDER BY id",
                    row -> row.text("id")), List.of("1", "2", "3", "4")::equals);
            pipe.delete();
            run(source, "DROP DATABASE " + name);
        }
    }

    /** A change of settings is followed by another look, because it may be about the source. */
    private static PipeError lookedAgain(TestPipe pipe, String said) {
        AtomicInteger batchSize = new AtomicInteger(1000);
        return Objects.requireNonNull(
                Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
                    pipe.workflow.updateSettings(new UpdateSettingsRequest(null, batchSize.incrementAndGet(), null,
                            null, null, null, null, null, null, "look again"));
                    return pipe.workflow.describe();
                }, description -> said(description).contains(said)).trouble());
    }

    private static String said(PipeDescription description) {
        PipeError trouble = description.trouble();
        return trouble == null ? "" : trouble.message();
    }

    /** A file that a stream of this test still holds is left alone for a moment. */
    private static void purge(Connection source) {
        Awaitility.await().atMost(PATIENCE).until(() -> {
            run(source, "FLUSH BINARY LOGS");
            try (Statement statement = source.createStatement();
                    ResultSet rows = statement.executeQuery("SHOW BINARY LOGS")) {
                String last = "";
                while (rows.next()) {
                    last = rows.getString(1);
                }
                run(source, "PURGE BINARY LOGS TO '" + last + "'");
            }
            try (Statement statement = source.createStatement();
                    ResultSet rows = statement.executeQuery("SHOW BINARY LOGS")) {
                return rows.next() && !rows.next();
            }
        });
    }

    private static void run(Connection source, String... statements) throws SQLException {
        try (Statement execution = source.createStatement()) {
            for (String statement : statements) {
                execution.execute(statement);
            }
        }
    }
}

package dev.clickpipe.activities.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.mysql.BinlogFile;
import dev.clickpipe.activities.mysql.SourceServer;
import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.activities.testing.TestSource;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.LastTransaction;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether a binlog continues what was applied, by GTID; by file see FilePositionEndToEndTest. Its servers are purged. */
class SourceHistoryTest {
    private static TestSource open(Flavour flavour) throws SQLException {
        return TestSource.open(flavour, flavour.purgedServer("purged"),
                "t_" + UUID.randomUUID().toString().replace("-", ""));
    }

    /** Where a pipe begins now. */
    private static Position start(TestSource source) throws Exception {
        try (Connection connection = source.connections().openControl(source.connection())) {
            SourceServer server = SourceServer.of(source.connection().type());
            return StartHistory.remember(connection, source.connection(), source.connections(),
                    new Position(server.identity(connection), 1, 0,
                            server.visiblePosition(connection, ReplicationMechanism.GTID)));
        }
    }

    private static List<String> files(TestSource source) throws SQLException {
        try (Connection connection = source.connections().openControl(source.connection())) {
            return BinlogFile.list(connection, SourceServer.of(source.connection().type())).stream()
                    .map(BinlogFile::name).toList();
        }
    }

    /** As if the server sent another file first, so that its name and time prove nothing. */
    private static void check(TestSource source, Position position) throws InterruptedException {
        new SourceHistory(source.connection(), source.connections(), position).check("another.000001", 1);
    }

    private static void assertReplaced(TestSource source, Position position, String... said) {
        assertThatThrownBy(() -> check(source, position)).isInstanceOfSatisfying(PipeException.class, replaced -> {
            assertThat(replaced.error().kind()).isEqualTo(ErrorKind.SOURCE_HISTORY_REPLACED);
            assertThat(replaced.error().message()).contains(said);
            assertThat(replaced.error().remedy()).contains("Resync the pipe", "{\"command\":\"resync\"}");
        });
    }

    private static Position with(Position position, LastTransaction last) {
        return new Position(position.source(), 1, 0, position.coordinates(), List.of(last));
    }

    private static Position inFile(Position position, @Nullable String file, long begunAt) {
        return new Position(position.source().inFile(file, begunAt), 1, 0, position.coordinates());
    }

    private static String time(LastTransaction transaction) {
        return Instant.EPOCH.plus(transaction.committedAtMicros(), ChronoUnit.MICROS).toString();
    }

    @ParameterizedTest
    @EnumSource
    void theLastTransactionIsReadAgainAndCompared(Flavour flavour) throws Exception {
        try (TestSource source = open(flavour)) {
            Instant before = Instant.now();
            source.execute("CREATE TABLE %db.t (id INT PRIMARY KEY)", "INSERT INTO %db.t VALUES (1), (2)");
            Position start = start(source);
            assertThat(start.source().binlogFile()).isEqualTo(files(source).getLast());
            LastTransaction last = start.lastTransactions().getLast();
            assertThat(start.coordinates().text()).contains(last.gtid().substring(last.gtid().length() - 1));
            assertThat(last.rowBytes()).isGreaterThan(10);
            assertThat(Instant.EPOCH.plus(last.committedAtMicros(), ChronoUnit.MICROS))
                    .isBetween(before.minusSeconds(1), Instant.now());
            source.execute("INSERT INTO %db.t VALUES (3)", "FLUSH BINARY LOGS", "INSERT INTO %db.t VALUES (4)");

            assertThatCode(() -> check(source, start)).doesNotThrowAnyException();
            LastTransaction elsewhere = new LastTransaction(last.gtid(), last.committedAtMicros(), last.rowBytes(),
                    null);
            assertThatCode(() -> check(source, with(start, elsewhere))).as("by its number").doesNotThrowAnyException();
            LastTransaction inside = new LastTransaction(last.gtid(), last.committedAtMicros(), last.rowBytes(),
                    new Coordinates.FileOffset(files(source).getLast(), 7));
            assertThatCode(() -> check(source, with(start, inside))).as("not where an event begins")
                    .doesNotThrowAnyException();

            LastTransaction earlier = new LastTransaction(last.gtid(), last.committedAtMicros() - 1_000_000,
                    last.rowBytes(), last.place());
            assertReplaced(source, with(start, earlier), last.gtid(), time(last), time(earlier));
            LastTransaction larger = new LastTransaction(last.gtid(), last.committedAtMicros(), last.rowBytes() + 1,
                    last.place());
            assertReplaced(source, with(start, larger), last.rowBytes() + " bytes", larger.rowBytes() + " bytes");

            source.execute("FLUSH BINARY LOGS");
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
                source.execute("PURGE BINARY LOGS TO '" + files(source).getLast() + "'");
                return files(source).size() == 1;
            });
            assertThatCode(() -> check(source, with(start, earlier))).as("purged, so not verified")
                    .doesNotThrowAnyException();
        }
    }

    /** Positions that were recorded before they remembered transactions. */
    @ParameterizedTest
    @EnumSource
    void withoutATransactionTheFileIsCompared(Flavour flavour) throws Exception {
        try (TestSource source = open(flavour)) {
            source.execute("CREATE TABLE %db.t (id INT PRIMARY KEY)");
            Position start = start(source);
            String file = files(source).getLast();
            long begunAt = start.source().binlogFileCreatedAt();
            source.execute("FLUSH BINARY LOGS");

            assertThatCode(() -> check(source, inFile(start, file, begunAt))).doesNotThrowAnyException();
            assertThatCode(() -> check(source, inFile(start, null, 0))).as("nothing to compare")
                    .doesNotThrowAnyException();
            String ofAnotherName = file.replaceFirst("\\..*", "") + "-renamed.999999";
            assertThatCode(() -> check(source, inFile(start, ofAnotherName, begunAt))).as("names that say nothing")
                    .doesNotThrowAnyException();
            assertReplaced(source, inFile(start, file, begunAt - 1), file);
            String later = file.replaceFirst("\\d+$", "999999");
            assertReplaced(source, inFile(start, later, begunAt), later, files(source).getLast());
        }
    }
}

package dev.clickpipe.activities.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.mysql.SourceServer;
import dev.clickpipe.activities.testing.Configurations;
import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.activities.testing.TestSource;
import dev.clickpipe.workflows.contract.LoadRequest;
import dev.clickpipe.workflows.contract.Partition;
import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jspecify.annotations.Nullable;

/** A server that lacks what the stream leaves out is not read from. */
class RequiredViewTest {
    @ParameterizedTest
    @EnumSource
    void aServerThatLagsIsNotReadFrom(Flavour flavour) throws Exception {
        try (TestSource source = TestSource.open(flavour)) {
            source.execute("CREATE TABLE %db.t (a INT)", "INSERT INTO %db.t VALUES (1)");
            Coordinates now = position(source);
            Coordinates elsewhere = new Coordinates.Gtid(switch (flavour) {
                case MYSQL -> "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa:1-7";
                case MARIADB -> "4711-1-7";
            });
            source.execute("INSERT INTO %db.t VALUES (2)");
            for (RequiredView shown : List.of(view(source, now, null), view(source, null, now),
                    view(source, new Coordinates.FileOffset("binlog.999999", 4), null), view(source, null, null))) {
                shown.open(source.connections()).close();
                try (Connection snapshot = shown.require(snapshot(source)).connection()) {
                    assertThat(snapshot.isClosed()).isFalse();
                }
            }
            for (RequiredView lacking : List.of(view(source, elsewhere, null), view(source, now, elsewhere))) {
                assertRefused(ErrorKind.SOURCE_UNREACHABLE, () -> lacking.open(source.connections()));
                ExactSnapshot snapshot = snapshot(source);
                assertRefused(ErrorKind.SOURCE_UNREACHABLE, () -> lacking.require(snapshot));
                assertThat(snapshot.connection().isClosed()).isTrue();
            }
            RequiredView forLong = view(source, elsewhere, null, RequiredView.PATIENT_ATTEMPTS);
            assertRefused(ErrorKind.SOURCE_CHANGED, () -> forLong.open(source.connections()));
        }
    }

    private static void assertRefused(ErrorKind kind, ThrowingCallable reading) {
        assertThatThrownBy(reading).isInstanceOfSatisfying(PipeException.class, refused -> {
            assertThat(refused.error().kind()).isEqualTo(kind);
            assertThat(refused.error().message()).contains("1-7");
        });
    }

    private static RequiredView view(TestSource source, @Nullable Coordinates start, @Nullable Coordinates seen) {
        return view(source, start, seen, 1);
    }

    private static RequiredView view(TestSource source, @Nullable Coordinates start, @Nullable Coordinates seen,
            int attempt) {
        return RequiredView.of(new LoadRequest(Configurations.of(source.connection(), "unused"),
                new RoutedTable(source.table("t"), 1, List.of(), seen), new Partition(0, null, null), 1, start),
                new LoadAttempt(attempt, Instant.EPOCH));
    }

    private static ExactSnapshot snapshot(TestSource source) throws Exception {
        return ExactSnapshot.open(source.connections(), source.connection(), ReplicationMechanism.GTID,
                source.table("t"));
    }

    private static Coordinates position(TestSource source) throws Exception {
        try (Connection connection = source.connections().openControl(source.connection())) {
            return SourceServer.of(source.connection().type()).visiblePosition(connection, ReplicationMechanism.GTID);
        }
    }
}

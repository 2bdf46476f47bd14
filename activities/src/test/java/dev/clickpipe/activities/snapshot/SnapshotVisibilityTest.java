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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jspecify.annotations.Nullable;

/** A server that lacks what the stream leaves out is not read from. */
class SnapshotVisibilityTest {
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
            for (SnapshotVisibility shown : List.of(view(source, now, null), view(source, null, now),
                    view(source, new Coordinates.FileOffset("binlog.999999", 4), null), view(source, null, null))) {
                shown.open(source.connections()).close();
                try (Connection snapshot = shown.require(snapshot(source)).connection()) {
                    assertThat(snapshot.isClosed()).isFalse();
                }
            }
            for (SnapshotVisibility lacking : List.of(view(source, elsewhere, null), view(source, now, elsewhere))) {
                assertRefused(ErrorKind.SOURCE_CHANGED, () -> lacking.open(source.connections()));
                ExactSnapshot snapshot = snapshot(source);
                assertRefused(ErrorKind.SOURCE_UNREACHABLE, () -> lacking.require(snapshot));
                assertThat(snapshot.connection().isClosed()).isTrue();
            }
        }
    }

    private static void assertRefused(ErrorKind kind, ThrowingCallable reading) {
        assertThatThrownBy(reading).isInstanceOfSatisfying(PipeException.class, refused -> {
            assertThat(refused.error().kind()).isEqualTo(kind);
            assertThat(refused.error().message()).contains("1-7");
        });
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatIsAboutToShowItIsWaitedFor(Flavour flavour) throws Exception {
        try (TestSource source = TestSource.open(flavour);
                ExecutorService reader = Executors.newSingleThreadExecutor()) {
            source.execute("CREATE TABLE %db.t (a INT)");
            String now = position(source).text();
            Matcher last = Pattern.compile("\\d+$").matcher(now);
            assertThat(last.find()).isTrue();
            Coordinates next = new Coordinates.Gtid(
                    now.substring(0, last.start()) + (Long.parseLong(last.group()) + 1));
            SnapshotVisibility view = view(source, next, null, Duration.ofMinutes(5));
            Future<Connection> opened = reader.submit(() -> view.open(source.connections()));
            assertThatThrownBy(() -> opened.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            source.execute("INSERT INTO %db.t VALUES (1)");
            opened.get().close();
        }
    }

    private static SnapshotVisibility view(TestSource source, @Nullable Coordinates start, @Nullable Coordinates seen) {
        return view(source, start, seen, Duration.ZERO);
    }

    private static SnapshotVisibility view(TestSource source, @Nullable Coordinates start, @Nullable Coordinates seen,
            Duration patience) {
        return SnapshotVisibility.of(new LoadRequest(Configurations.of(source.connection(), "unused"),
                new RoutedTable(source.table("t"), 1, List.of(), seen), new Partition(0, null, null), 1, start),
                patience);
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

package dev.clickpipe.activities.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.binlog.AppliedGtids;
import dev.clickpipe.activities.binlog.BinlogConnection;
import dev.clickpipe.activities.binlog.BinlogOrder;
import dev.clickpipe.activities.binlog.BinlogSource;
import dev.clickpipe.activities.binlog.BinlogTestSource.Recorder;
import dev.clickpipe.activities.binlog.event.BinlogEvent;
import dev.clickpipe.activities.mysql.SnapshotPoint;
import dev.clickpipe.activities.mysql.SourceServer;
import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.activities.testing.TestSource;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.SourceConnection;
import dev.clickpipe.workflows.settings.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A snapshot holds exactly the transactions that it says, under commits without a pause. */
class ExactSnapshotTest {
    private static final int WRITERS = 4;
    private static final int SNAPSHOTS = 10;

    /** Every insert is a transaction of one row, so rows of the snapshot can be counted against transactions. */
    @ParameterizedTest
    @EnumSource
    void holdsTheTransactionsThatItNames(Flavour flavour) throws Exception {
        holdsTheTransactionsBefore(flavour, ReplicationMechanism.GTID);
    }

    /** MySQL needs the lock for it: the file's beginning lies before the tables were made. */
    @ParameterizedTest
    @EnumSource
    void holdsTheTransactionsBeforeItsOffset(Flavour flavour) throws Exception {
        holdsTheTransactionsBefore(flavour, ReplicationMechanism.FILE_POS);
    }

    private static void holdsTheTransactionsBefore(Flavour flavour, ReplicationMechanism mechanism) throws Exception {
        try (TestSource source = TestSource.open(flavour)) {
            source.execute("CREATE TABLE %db.busy (v INT)", "CREATE TABLE %db.calm (v INT)");
            Coordinates start = position(source);
            Map<ExactCount, Coordinates> taken = new LinkedHashMap<>();
            AtomicBoolean stop = new AtomicBoolean();
            try (ExecutorService threads = Executors.newCachedThreadPool()) {
                List<Future<?>> writers = new ArrayList<>();
                for (int i = 0; i < WRITERS; i++) {
                    // The first pauses, so that some stretches are quiet for its table; the others never do.
                    String table = i == 0 ? "calm" : "busy";
                    long pause = i == 0 ? 50 : 0;
                    writers.add(threads.submit(() -> write(source, table, pause, stop)));
                }
                for (int i = 0; i < SNAPSHOTS; i++) {
                    String table = i % 2 == 0 ? "calm" : "busy";
                    TableName name = source.table(table);
                    ExactSnapshot snapshot = ExactSnapshot.open(source.connections(), source.connection(),
                            mechanism, name);
                    try (Connection reading = snapshot.connection()) {
                        taken.put(new ExactCount(i, table, count(reading, name)), snapshot.at());
                    }
                }
                stop.set(true);
                for (Future<?> writer : writers) {
                    writer.get(1, TimeUnit.MINUTES);
                }
            }
            Map<String, List<Begun>> transactions = transactions(source, flavour, start);
            taken.forEach((counted, at) -> assertThat(inside(transactions, counted.table(), at, flavour))
                    .as("%s at %s", counted, at).isEqualTo(counted.rows()));
            assertThat(taken.keySet()).anyMatch(counted -> counted.rows() > 0);
        }
    }

    private record ExactCount(int number, String table, long rows) {}

    private static Object write(TestSource source, String table, long pause, AtomicBoolean stop)
            throws SQLException, InterruptedException {
        try (Connection connection = source.connections().openControl(source.connection());
                Statement statement = connection.createStatement()) {
            String insert = "INSERT INTO " + source.table(table).quoted() + " VALUES (1)";
            while (!stop.get()) {
                statement.execute(insert);
                Thread.sleep(pause);
            }
        }
        return table;
    }

    private static long count(Connection connection, TableName table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table.quoted())) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static Coordinates position(TestSource source) throws SQLException {
        SourceConnection address = source.connection();
        try (Connection connection = source.connections().openControl(address)) {
            return SourceServer.of(address.type()).visiblePosition(connection, ReplicationMechanism.GTID);
        }
    }

    /** A transaction by its GTID, and by a place inside of it. */
    private record Begun(String gtid, Coordinates.FileOffset inside) {
        boolean isBefore(Coordinates at, Flavour flavour) {
            return switch (at) {
                case Coordinates.Gtid(String set) ->
                    AppliedGtids.parse(SourceServer.of(flavour.type()).flavour(), set).contains(gtid);
                case Coordinates.FileOffset end -> BinlogOrder.reaches(end, inside);
            };
        }
    }

    /** The transactions that inserted into each table. */
    private static Map<String, List<Begun>> transactions(TestSource source, Flavour flavour, Coordinates start)
            throws SQLException, InterruptedException {
        source.execute("CREATE TABLE %db.last (v INT)", "INSERT INTO %db.last VALUES (1)");
        SourceConnection address = source.connection();
        Recorder recorder = new Recorder();
        Map<String, List<Begun>> transactions = new LinkedHashMap<>();
        String file = "";
        Begun transaction = null;
        BinlogSource binlog = BinlogSource.of(address, source.connections().password(address), 4_000_000_000L,
                SourceServer.of(flavour.type()).flavour());
        try (BinlogConnection _ = BinlogConnection.open(binlog, start, recorder)) {
            while (!transactions.containsKey("last")) {
                switch (recorder.next()) {
                    case BinlogEvent.FileRotated rotated -> file = rotated.file();
                    case BinlogEvent.TransactionStart begun -> transaction = new Begun(String.valueOf(begun.gtid()),
                            new Coordinates.FileOffset(file, begun.nextOffset()));
                    case BinlogEvent.TableMapped mapped when mapped.schema().equals(source.database()) -> transactions
                            .computeIfAbsent(mapped.table(), _ -> new ArrayList<>())
                            .add(Objects.requireNonNull(transaction));
                    default -> {
                        // Of others.
                    }
                }
            }
        }
        return transactions;
    }

    private static long inside(Map<String, List<Begun>> transactions, String table, Coordinates at, Flavour flavour) {
        return transactions.getOrDefault(table, List.of()).stream()
                .filter(transaction -> transaction.isBefore(at, flavour)).count();
    }

    /** MySQL names no exact position, so what it says must be looked into. */
    @ParameterizedTest
    @EnumSource
    void whatAServerSaysIsOfItsKind(Flavour flavour) throws SQLException {
        try (TestSource source = TestSource.open(flavour);
                Connection connection = source.connections().openControl(source.connection())) {
            assertThat(SourceServer.of(flavour.type()).startSnapshot(connection, ReplicationMechanism.GTID))
                    .isInstanceOf(switch (flavour) {
                        case MYSQL -> SnapshotPoint.Between.class;
                        case MARIADB -> SnapshotPoint.Exact.class;
                    });
        }
    }
}

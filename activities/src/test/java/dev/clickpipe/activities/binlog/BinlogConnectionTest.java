package dev.clickpipe.activities.binlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clickpipe.activities.binlog.event.BinlogEvent;
import dev.clickpipe.activities.binlog.table.TableMap;
import dev.clickpipe.activities.binlog.xa.XaId;
import dev.clickpipe.activities.binlog.xa.XaWrites;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.types.RowsKind;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.SourceIdentity;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import dev.clickpipe.workflows.settings.TableName;
import dev.clickpipe.workflows.settings.TlsSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Dump connections to real servers: what they say and how they end. */
abstract class BinlogConnectionTest {
    private final Flavour flavour;

    BinlogConnectionTest(Flavour flavour) {
        this.flavour = flavour;
    }

    @Test
    void transactionsAndStatementsComeInOrder() throws SQLException, InterruptedException {
        try (BinlogTestSource source = new BinlogTestSource(flavour)) {
            source.run("CREATE TABLE t (id INT PRIMARY KEY)");
            Coordinates.Gtid from = source.position();
            AppliedGtids applied = AppliedGtids.parse(flavour, from.set());
            source.run("BEGIN", "INSERT INTO t VALUES (1)", "SAVEPOINT s", "INSERT INTO t VALUES (2)", "COMMIT",
                    "ALTER TABLE t ADD v INT", "DELETE FROM t");
            List<String> said = new ArrayList<>();
            for (BinlogEvent event : source.eventsSince(from)) {
                switch (event) {
                    case BinlogEvent.TransactionStart(String gtid, long micros, long _, long next) -> {
                        assertThat(next).isGreaterThan(4);
                        assertThat(micros).isBetween(1_700_000_000_000_000L, 4_000_000_000_000_000L);
                        assertThat(applied.contains(String.valueOf(gtid))).isFalse();
                        applied.add(String.valueOf(gtid));
                        assertThat(applied.contains(String.valueOf(gtid))).isTrue();
                        said.add("start");
                    }
                    case BinlogEvent.TransactionEnd(long next) -> {
                        assertThat(next).isGreaterThan(4);
                        said.add("end");
                    }
                    case BinlogEvent.TableMapped mapped -> said.add(mapped.table());
                    case BinlogEvent.RowsChanged rows -> said.add(rows.kind().name());
                    case BinlogEvent.Statement statement -> {
                        assertThat(statement.defaultSchema()).isEqualTo(source.schema());
                        assertThat(statement.certain()).isTrue();
                        said.add(statement.text());
                    }
                    case BinlogEvent.FileRotated rotated -> assertThat(rotated.file()).startsWith("binlog.");
                    case BinlogEvent.FileDescribed described -> assertThat(described.createdAt()).isPositive();
                    case BinlogEvent.Idle _,BinlogEvent.Withheld _ -> {
                    }
                    case BinlogEvent.SavepointSet(String name) -> assertThat(name).isEqualTo("s");
                    case BinlogEvent.RowsUnreadable _,BinlogEvent.RolledBack _ -> said.add(event.toString());
                    case BinlogEvent.XaPrepared _,BinlogEvent.XaDecided _ -> said.add(event.toString());
                    case BinlogEvent.NotUnderstood unknown -> said.add(unknown.toString());
                }
            }
            assertThat(said).containsExactly("start", "t", "INSERT", "t", "INSERT", "end", "start",
                    "ALTER TABLE t ADD v INT", "end", "start", "t", "DELETE", "end", "start", "marker", "INSERT",
                    "end");
            assertThat(applied.toString()).isEqualTo(
                    AppliedGtids.parse(flavour, source.position().set()).toString());
        }
    }

    @Test
    void compressedTransactionsComeAsIfPlain() throws SQLException, InterruptedException {
        try (BinlogTestSource source = new BinlogTestSource(flavour)) {
            source.run("CREATE TABLE t (id INT PRIMARY KEY, v TEXT)");
            List<List<String>> sayings = new ArrayList<>();
            for (boolean compressed : new boolean[]{false, true}) {
                compress(source, compressed);
                Coordinates from = source.position();
                source.run("BEGIN", "INSERT INTO t VALUES (1, REPEAT('abc', 3000)), (2, REPEAT('x', 100000))",
                        "UPDATE t SET v = CONCAT(v, 'y')", "DELETE FROM t", "COMMIT");
                compress(source, false);
                List<String> said = new ArrayList<>();
                for (BinlogEvent event : source.eventsSince(from)) {
                    if (event instanceof BinlogEvent.RowsChanged rows) {
                        said.add(rows.kind() + " " + rows.version() + " " + rows.body().length());
                    }
                    assertThat(event).isNotInstanceOf(BinlogEvent.NotUnderstood.class);
                }
                sayings.add(said);
            }
            assertThat(sayings.get(0)).hasSizeGreaterThan(3).anyMatch(said -> said.startsWith(RowsKind.UPDATE.name()));
            assertThat(sayings.get(1)).isEqualTo(sayings.get(0));
        }
    }

    private void compress(BinlogTestSource source, boolean on) throws SQLException {
        source.run(flavour == Flavour.MYSQL
                ? "SET SESSION binlog_transaction_compression = " + on
                : "SET GLOBAL log_bin_compress = " + (on ? 1 : 0));
    }

    @Test
    void anotherDumpWithTheSameServerIdEndsThisOne() throws SQLException, InterruptedException {
        try (BinlogTestSource source = new BinlogTestSource(flavour)) {
            long serverId = BinlogTestSource.anyServerId();
            BinlogTestSource.Recorder first = new BinlogTestSource.Recorder();
            BinlogTestSource.Recorder second = new BinlogTestSource.Recorder();
            try (BinlogConnection _ = BinlogConnection.open(source.binlog(serverId), source.position(), first);
                    BinlogConnection _ = BinlogConnection.open(source.binlog(serverId), source.position(), second)) {
                assertThat(first.ending()).isInstanceOfSatisfying(BinlogEnding.Failed.class,
                        failed -> assertThat(failed.cause().error().kind()).as(failed.cause().error().message())
                                .isEqualTo(ErrorKind.SERVER_ID_TAKEN));
                assertThat(first.endings() + second.endings()).isZero();
            }
            assertThat(second.ending()).isEqualTo(new BinlogEnding.Closed());
        }
    }

    @Test
    void aKilledDumpEnds() throws SQLException, InterruptedException {
        try (BinlogTestSource source = new BinlogTestSource(flavour)) {
            BinlogTestSource.Recorder recorder = new BinlogTestSource.Recorder();
            try (BinlogConnection _ = BinlogConnection.open(source.binlog(BinlogTestSource.anyServerId()),
                    source.position(),
                    recorder)) {
                source.run(
                        "KILL " + source.value("SELECT MAX(ID) FROM information_schema.PROCESSLIST WHERE COMMAND LIKE"
                                + " 'Binlog Dump%'"));
                assertThat(recorder.ending()).isInstanceOfSatisfying(BinlogEnding.Failed.class,
                        failed -> assertThat(failed.cause().error().kind()).isEqualTo(ErrorKind.SOURCE_UNREACHABLE));
            }
            assertThat(recorder.endings()).isZero();
        }
    }

    @Test
    void closingFreesAHandlerThatBlocks() throws SQLException, InterruptedException {
        try (BinlogTestSource source = new BinlogTestSource(flavour)) {
            CountDownLatch blocking = new CountDownLatch(1);
            BinlogTestSource.Recorder recorder = new BinlogTestSource.Recorder();
            BinlogConnection connection = BinlogConnection.open(source.binlog(BinlogTestSource.anyServerId()),
                    source.position(), new BinlogHandler() {
                        @Override
                        public void handle(BinlogEvent event) throws InterruptedException {
                            blocking.countDown();
                            new CountDownLatch(1).await();
                        }

                        @Override
                        public void ended(BinlogEnding ending) {
                            recorder.ended(ending);
                        }
                    });
            assertThat(blocking.await(60, TimeUnit.SECONDS)).isTrue();
            connection.close();
            connection.close();
            assertThat(recorder.ending()).isEqualTo(new BinlogEnding.Closed());
            assertThat(connection.awaitEnd(30, TimeUnit.SECONDS)).isTrue();
            assertThat(recorder.endings()).isZero();
        }
    }

    @Test
    void whatTheHandlerThrowsEndsTheConnection() throws SQLException, InterruptedException {
        try (BinlogTestSource source = new BinlogTestSource(flavour)) {
            BinlogTestSource.Recorder recorder = new BinlogTestSource.Recorder();
            try (BinlogConnection connection = BinlogConnection.open(source.binlog(BinlogTestSource.anyServerId()),
                    source.position(), new BinlogHandler() {
                        @Override
                        public void handle(BinlogEvent event) {
                            throw SourceFacts.changed("a test");
                        }

                        @Override
                        public void ended(BinlogEnding ending) {
                            recorder.ended(ending);
                        }
                    })) {
                assertThat(recorder.ending()).isInstanceOfSatisfying(BinlogEnding.Failed.class,
                        failed -> assertThat(failed.cause().error().kind()).isEqualTo(ErrorKind.SOURCE_CHANGED));
                assertThat(connection.awaitEnd(30, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    @Test
    void refusalsAreTyped() throws SQLException {
        try (BinlogTestSource source = new BinlogTestSource(flavour)) {
            BinlogSource good = source.binlog(BinlogTestSource.anyServerId());
            Coordinates.Gtid position = source.position();
            assertRefused(new BinlogSource(good.host(), good.port(), good.user(), "wrong password", good.tls(),
                    good.serverId(), flavour), position, ErrorKind.SOURCE_ACCESS_DENIED);
            assertRefused(new BinlogSource(good.host(), 1, good.user(), good.password(), good.tls(), good.serverId(),
                    flavour), position, ErrorKind.SOURCE_UNREACHABLE);
            assertRefused(new BinlogSource(good.host(), good.port(), good.user(), good.password(),
                    new TlsSettings(false, false, null, null), good.serverId(), flavour), position,
                    ErrorKind.SOURCE_MISCONFIGURED);
            String ahead = flavour == Flavour.MYSQL
                    ? position.set() + ",00000000-0000-0000-0000-00000000000f:1-5"
                    : "0-1-99999999";
            assertRefused(good, new Coordinates.Gtid(ahead), ErrorKind.SOURCE_CHANGED);
        }
    }

    private static void assertRefused(BinlogSource binlog, Coordinates from, ErrorKind kind) {
        BinlogTestSource.Recorder recorder = new BinlogTestSource.Recorder();
        assertThatThrownBy(() -> BinlogConnection.open(binlog, from, recorder)).as(kind.name())
                .isInstanceOfSatisfying(PipeException.class, e -> assertThat(e.error().kind()).isEqualTo(kind));
        assertThat(recorder.endings()).isZero();
    }

    @Test
    void aPurgedPositionIsNamed() throws SQLException, InterruptedException {
        try (BinlogTestSource source = new BinlogTestSource(flavour)) {
            Coordinates before = source.position();
            Coordinates.FileOffset place = fileEnd(source);
            source.run("INSERT INTO marker VALUES ()", "FLUSH BINARY LOGS", "INSERT INTO marker VALUES ()",
                    "FLUSH BINARY LOGS");
            if (flavour == Flavour.MARIADB) {
                // By default it keeps files until a replica that it knows has read them.
                source.run("SET GLOBAL slave_connections_needed_for_purge = 0");
            }
            // Files that a dump of an earlier test still holds are left alone.
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                source.run("PURGE BINARY LOGS TO '" + source.lastBinlog() + "'");
                return source.value("SHOW BINARY LOGS").equals(source.lastBinlog());
            });
            assertThat(endingFrom(source, before)).isEqualTo(ErrorKind.POSITION_PURGED);
            assertThat(endingFrom(source, place)).isEqualTo(ErrorKind.POSITION_PURGED);
        }
    }

    @Test
    void tlsCarriesTheSameEvents() throws SQLException, InterruptedException {
        try (BinlogTestSource source = new BinlogTestSource(flavour)) {
            Coordinates from = source.position();
            source.run("CREATE TABLE t (v LONGTEXT)", "INSERT INTO t VALUES (REPEAT('x', 20000000))");
            List<BinlogEvent> events = source.eventsSince(from, source.binlogOverTls(BinlogTestSource.anyServerId()));
            assertThat(events).anyMatch(event -> event instanceof BinlogEvent.RowsChanged rows
                    && rows.body().length() > 20_000_000);
        }
    }

    @Test
    void tableMapsWithoutNamesAreRefused() throws SQLException, InterruptedException {
        try (BinlogTestSource source = new BinlogTestSource(flavour)) {
            Coordinates from = source.position();
            source.run("SET GLOBAL binlog_row_metadata = 'MINIMAL'");
            List<BinlogEvent> events;
            try {
                events = source.eventsSince(from);
            } finally {
                source.run("SET GLOBAL binlog_row_metadata = 'FULL'");
            }
            BinlogEvent.TableMapped mapped = events.stream().filter(BinlogEvent.TableMapped.class::isInstance)
                    .map(BinlogEvent.TableMapped.class::cast).findFirst().orElseThrow();
            assertThatThrownBy(() -> TableMap.parse(mapped)).isInstanceOfSatisfying(PipeException.class,
                    e -> assertThat(e.error().kind()).isEqualTo(ErrorKind.ROWS_NOT_READABLE));
        }
    }

    /** Also with bytes that are no text, and compressed where that is. */
    @Test
    void rowsOfXaTransactionsComeOnlyWhenTheyAreCommittedInOnePhase() throws SQLException, InterruptedException {
        try (BinlogTestSource source = new BinlogTestSource(flavour)) {
            source.run("CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT)");
            Coordinates from = source.position();
            String id = "'" + source.schema() + "',x'AB01CD',7";
            for (boolean compressed : new boolean[]{false, true}) {
                if (flavour == Flavour.MYSQL) {
                    compress(source, compressed);
                }
                for (String decision : List.of("COMMIT " + id, "ROLLBACK " + id)) {
                    source.run("XA START " + id, "INSERT INTO t VALUES ()", "INSERT INTO t VALUES ()",
                            "XA END " + id, "XA PREPARE " + id, "XA " + decision);
                }
                source.run("XA START " + id, "INSERT INTO t VALUES ()", "XA END " + id,
                        "XA COMMIT " + id + " ONE PHASE");
            }
            XaId read = new XaId("x'" + HexFormat.of().formatHex(source.schema().getBytes(UTF_8)) + "',x'ab01cd',7");
            List<String> said = told(source.eventsSince(from)).stream()
                    .map(event -> event.startsWith("Transaction")
                            ? event.substring(0, "TransactionEnd".length())
                            : event)
                    .toList();
            XaWrites writes = new XaWrites(Set.of(new TableName(source.schema(), "t")), Set.of(), List.of(), true);
            List<String> once = List.of("TransactionSta", new BinlogEvent.XaPrepared(read, writes).toString(),
                    "TransactionEnd", "TransactionSta", new BinlogEvent.XaDecided(read, true, null, 0).toString(),
                    "TransactionEnd", "TransactionSta", new BinlogEvent.XaPrepared(read, writes).toString(),
                    "TransactionEnd", "TransactionSta", new BinlogEvent.XaDecided(read, false, null, 0).toString(),
                    "TransactionEnd", "TransactionSta", "t", said.get(14), "TransactionEnd");
            assertThat(said.get(14)).startsWith("INSERT ");
            assertThat(said.subList(0, 32)).isEqualTo(Stream.concat(once.stream(), once.stream()).toList());
        }
    }

    /** MariaDB alone leaves rows in the binlog that it rolls back: beside temporary tables, or changes of other engines. */
    @Test
    void whatIsRolledBackIsTold() throws SQLException, InterruptedException {
        try (BinlogTestSource source = new BinlogTestSource(flavour)) {
            source.run("CREATE TABLE t (id INT PRIMARY KEY)");
            Coordinates from = source.position();
            source.run("BEGIN", "INSERT INTO t VALUES (1)", "CREATE TEMPORARY TABLE x (i INT)",
                    "DROP TEMPORARY TABLE x", "ROLLBACK", "BEGIN", "INSERT INTO t VALUES (0)", "SAVEPOINT `a``B`",
                    "INSERT INTO t VALUES (2)",
                    "CREATE TEMPORARY TABLE x (i INT)", "DROP TEMPORARY TABLE x", "ROLLBACK TO `A``b`",
                    "INSERT INTO t VALUES (3)", "COMMIT");
            List<String> said = told(source.eventsSince(from)).stream()
                    .filter(event -> !event.startsWith("Transaction")).toList();
            assertThat(said).contains("SavepointSet[name=a`b]");
            assertThat(said.stream().filter(event -> event.startsWith("RolledBack")).toList())
                    .isEqualTo(flavour == Flavour.MYSQL
                            ? List.of()
                            : List.of("RolledBack[savepoint=null]", "RolledBack[savepoint=a`b]"));
        }
    }

    private static Coordinates.FileOffset fileEnd(BinlogTestSource source) throws SQLException {
        try (Statement statement = source.connection().createStatement();
                ResultSet rows = statement.executeQuery("SHOW BINARY LOGS")) {
            Coordinates.FileOffset end = new Coordinates.FileOffset("", 4);
            while (rows.next()) {
                end = new Coordinates.FileOffset(rows.getString(1), rows.getLong(2));
            }
            return end;
        }
    }

    @Test
    void aFilesOffsetLeadsToTheSameEventsAsAGtid() throws SQLException, InterruptedException {
        try (BinlogTestSource source = new BinlogTestSource(flavour)) {
            source.run("CREATE TABLE t (id INT PRIMARY KEY)");
            Coordinates.Gtid gtids = source.position();
            Coordinates.FileOffset place = fileEnd(source);
            source.run("BEGIN", "INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (2)", "COMMIT",
                    "FLUSH BINARY LOGS", "CREATE TABLE u AS SELECT * FROM t", "DELETE FROM t");
            List<String> byFile = told(source.eventsSince(place));
            // Both end with a marker of their own.
            assertThat(told(source.eventsSince(gtids)).subList(0, byFile.size())).isEqualTo(byFile);
            assertThat(byFile).filteredOn(said -> said.startsWith("TransactionEnd")).hasSize(4);
        }
    }

    /** What is of transactions: a dump by GTIDs begins with the file, one by offset in the middle of it. */
    private static List<String> told(List<BinlogEvent> events) {
        return events.stream().map(event -> switch (event) {
            case BinlogEvent.TransactionStart start -> start.toString();
            case BinlogEvent.TransactionEnd end -> end.toString();
            case BinlogEvent.TableMapped mapped -> mapped.table();
            case BinlogEvent.RowsChanged rows -> rows.kind() + " " + rows.body().length();
            case BinlogEvent.Statement statement -> statement.text();
            case BinlogEvent.RowsUnreadable _,BinlogEvent.SavepointSet _,BinlogEvent.RolledBack _ -> event.toString();
            case BinlogEvent.XaPrepared _,BinlogEvent.XaDecided _ -> event.toString();
            case BinlogEvent.NotUnderstood unknown -> unknown.toString();
            case BinlogEvent.FileRotated rotated -> "";
            case BinlogEvent.FileDescribed described -> "";
            case BinlogEvent.Idle _,BinlogEvent.Withheld _ -> "";
        }).filter(said -> !said.isEmpty()).toList();
    }

    @Test
    void placesThatAreNotThereAreNamed() throws SQLException, InterruptedException {
        try (BinlogTestSource source = new BinlogTestSource(flavour)) {
            Coordinates.FileOffset end = fileEnd(source);
            assertThat(endingFrom(source, new Coordinates.FileOffset("binlog.999999", 4)))
                    .isEqualTo(ErrorKind.POSITION_PURGED);
            assertThat(endingFrom(source, new Coordinates.FileOffset(end.file(), end.offset() + 1_000_000)))
                    .isEqualTo(ErrorKind.SOURCE_CHANGED);
            BinlogSource binlog = source.binlog(BinlogTestSource.anyServerId());
            BinlogTestSource.Recorder recorder = new BinlogTestSource.Recorder();
            assertThatThrownBy(() -> BinlogConnection.open(binlog, end,
                    new SourceIdentity(flavour, "another", end.file(), 0), recorder))
                    .isInstanceOfSatisfying(PipeException.class,
                            e -> assertThat(e.error().kind()).isEqualTo(ErrorKind.SOURCE_CHANGED));
            assertThat(recorder.endings()).isZero();
        }
    }

    private static ErrorKind endingFrom(BinlogTestSource source, Coordinates from) throws InterruptedException {
        BinlogTestSource.Recorder recorder = new BinlogTestSource.Recorder();
        try (BinlogConnection _ = BinlogConnection.open(source.binlog(BinlogTestSource.anyServerId()), from,
                recorder)) {
            return recorder.ending() instanceof BinlogEnding.Failed(PipeException cause)
                    ? cause.error().kind()
                    : ErrorKind.DEFECT;
        } catch (PipeException e) {
            return e.error().kind();
        }
    }
}

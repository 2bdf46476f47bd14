package dev.clickpipe.activities.binlog.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clickpipe.activities.binlog.xa.XaId;
import dev.clickpipe.activities.binlog.xa.XaWrites;
import dev.clickpipe.activities.types.ValueException;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import dev.clickpipe.workflows.settings.TableName;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Where events end in their file, which their headers say in 32 bits, or not at all. */
class EventReaderTest {
    private static final int ARTIFICIAL = 0x20;
    private static final long GIGABYTE = 1L << 30;

    private final List<BinlogEvent> said = new ArrayList<>();

    private EventReader reader(long passedThrough) {
        return new EventReader(Flavour.MARIADB, passedThrough, said::add);
    }

    private static RawEvent event(int type, int flags, long length, long end, byte[] body) {
        return new RawEvent(1_700_000_000, type, 1, length, end & 0xFFFF_FFFFL, flags, new Body(body, 0, body.length));
    }

    private static RawEvent rotate(int flags, String file, long offset) {
        byte[] name = file.getBytes(UTF_8);
        return event(EventType.ROTATE, flags, 0, 0, ByteBuffer.allocate(8 + name.length)
                .order(ByteOrder.LITTLE_ENDIAN).putLong(offset).put(name).array());
    }

    private static RawEvent xid(long length, long end) {
        return event(EventType.XID, 0, length, end, new byte[8]);
    }

    private static RawEvent annotation(long length, long end) {
        return event(EventType.MARIADB_ANNOTATE_ROWS, 0, length, end, new byte[0]);
    }

    /** @param created when the server started, seconds since 1970; 0 in a file that continues another one, or in a copy */
    private static RawEvent described(long end, int created) {
        byte[] body = ByteBuffer.allocate(97).order(ByteOrder.LITTLE_ENDIAN).putInt(52, created).array();
        return event(EventType.FORMAT_DESCRIPTION, 0, 120, end, body);
    }

    private List<Long> ends() {
        return said.stream().filter(BinlogEvent.TransactionEnd.class::isInstance)
                .map(event -> ((BinlogEvent.TransactionEnd) event).nextOffset()).toList();
    }

    @Test
    void offsetsGoOnBeyondFourGigabytes() throws InterruptedException {
        EventReader reader = reader(0);
        reader.read(rotate(ARTIFICIAL, "binlog.000001", 4));
        for (long end = GIGABYTE; end <= 10 * GIGABYTE; end += GIGABYTE) {
            reader.read(xid(GIGABYTE, end + 7));
        }
        assertThat(ends()).hasSize(10).last().isEqualTo(10 * GIGABYTE + 7);
    }

    @Test
    void eventsWithoutAnEndMoveByTheirLength() throws InterruptedException {
        EventReader reader = reader(0);
        reader.read(rotate(ARTIFICIAL, "binlog.000001", 4));
        for (int i = 0; i < 6; i++) {
            reader.read(annotation(GIGABYTE, 0));
        }
        reader.read(xid(31, 4 + 6 * GIGABYTE + 31));
        assertThat(ends()).containsExactly(4 + 6 * GIGABYTE + 31);
    }

    /** The first one of a dump is a copy that has no place in the file. */
    @Test
    void aCopiedFormatDescriptionMovesNothing() throws InterruptedException {
        EventReader reader = reader(0);
        reader.read(rotate(ARTIFICIAL, "binlog.000001", 1234));
        reader.read(described(0, 0));
        reader.read(event(EventType.HEARTBEAT_V2, 0, 60, 0, new byte[0]));
        assertThat(said).last().isEqualTo(new BinlogEvent.Idle(1234));
        reader.read(xid(31, 1265));
        assertThat(ends()).containsExactly(1265L);
    }

    /** The command that asks for a dump has 32 bits for the offset. */
    @Test
    void whatEndsAtThePlaceThatWasAskedForOrBeforeIsPassedOver() throws InterruptedException {
        EventReader reader = reader(5 * GIGABYTE);
        reader.read(rotate(ARTIFICIAL, "binlog.000001", 4));
        for (long end = GIGABYTE; end <= 7 * GIGABYTE; end += GIGABYTE) {
            reader.read(xid(GIGABYTE, end));
        }
        assertThat(ends()).containsExactly(6 * GIGABYTE, 7 * GIGABYTE);
        reader.read(rotate(0, "binlog.000002", 4));
        reader.read(xid(31, 35));
        assertThat(ends()).last().isEqualTo(35L);
    }

    @Test
    void aFileThatEndsBeforeThatPlaceIsRefused() throws InterruptedException {
        EventReader reader = reader(5 * GIGABYTE);
        reader.read(rotate(ARTIFICIAL, "binlog.000001", 4));
        reader.read(xid(GIGABYTE, GIGABYTE));
        assertThatThrownBy(() -> reader.read(rotate(0, "binlog.000002", 4))).isInstanceOf(ValueException.class)
                .hasMessageContaining("before 5368709120");
    }

    private boolean lastIsAfterCrash() {
        return said.getLast() instanceof BinlogEvent.FileDescribed described && described.afterCrash();
    }

    /** Only a server that starts puts its time into the body; only one that was killed ends no file. */
    @Test
    void aFileThatBeginsAfterACrashIsTold() throws InterruptedException {
        EventReader reader = reader(0);
        reader.read(rotate(ARTIFICIAL, "binlog.000001", 4));
        reader.read(described(124, 1_700_000_000));
        assertThat(lastIsAfterCrash()).as("nothing is known of the file before").isFalse();
        reader.read(xid(31, 155));
        reader.read(rotate(ARTIFICIAL, "binlog.000002", 4));
        reader.read(described(124, 1_700_000_001));
        assertThat(lastIsAfterCrash()).as("killed").isTrue();
        reader.read(event(EventType.STOP, 0, 23, 147, new byte[0]));
        reader.read(rotate(ARTIFICIAL, "binlog.000003", 4));
        reader.read(described(124, 1_700_000_002));
        assertThat(lastIsAfterCrash()).as("shut down").isFalse();
        reader.read(rotate(0, "binlog.000004", 4));
        reader.read(rotate(ARTIFICIAL, "binlog.000004", 4));
        reader.read(described(124, 0));
        assertThat(lastIsAfterCrash()).as("rotated").isFalse();
        reader.read(xid(31, 155));
        reader.read(rotate(ARTIFICIAL, "binlog.000005", 4));
        reader.read(described(124, 0));
        assertThat(lastIsAfterCrash()).as("no server started").isFalse();
    }

    private static byte[] body(int length, Consumer<ByteBuffer> content) {
        ByteBuffer body = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        content.accept(body);
        return body.array();
    }

    private static RawEvent plain(int type, byte[] body) {
        return event(type, 0, body.length + 19L, 0, body);
    }

    private static RawEvent query(String text) {
        return plain(EventType.QUERY, body(14 + text.length(), body -> body.put(14, text.getBytes(UTF_8))));
    }

    private static RawEvent tableMap(int id, String table) {
        return plain(EventType.TABLE_MAP, body(13 + table.length(), body -> body.putInt(0, id).put(8, (byte) 1)
                .put(9, (byte) 'd').put(11, (byte) table.length()).put(12, table.getBytes(UTF_8))));
    }

    private static RawEvent rows(int id, int length) {
        return plain(EventType.WRITE_ROWS, body(length, body -> body.putInt(0, id)));
    }

    /** XA transaction {@code x'61',x'',1}. */
    private static RawEvent xaPrepare(boolean onePhase) {
        return plain(EventType.XA_PREPARE, body(14, body -> body.put((byte) (onePhase ? 1 : 0)).putInt(1).putInt(1)
                .putInt(0).put((byte) 'a')));
    }

    private void readXa(boolean onePhase, int rows, int length, String statement) throws InterruptedException {
        said.clear();
        EventReader reader = new EventReader(Flavour.MYSQL, 0, said::add);
        reader.read(query("XA START X'61',X'',1"));
        reader.read(query("SAVEPOINT `s`"));
        reader.read(tableMap(7, "t"));
        for (int i = 0; i < rows; i++) {
            reader.read(rows(7, length));
        }
        reader.read(tableMap(8, "u"));
        reader.read(plain(EventType.DELETE_ROWS, body(20, body -> body.putInt(0, 8))));
        reader.read(tableMap(9, "child_of_u"));
        reader.read(query(statement));
        reader.read(query("XA END X'61',X'',1"));
        assertThat(said).as("the source is not silent").hasSize(rows + 6)
                .hasOnlyElementsOfType(BinlogEvent.Withheld.class);
        said.clear();
        reader.read(xaPrepare(onePhase));
        assertThat(said.removeLast()).isInstanceOf(BinlogEvent.TransactionEnd.class);
    }

    @Test
    void whatEndsWithoutPrepareIsPassedOn() throws InterruptedException {
        EventReader reader = new EventReader(Flavour.MYSQL, 0, said::add);
        for (String end : List.of("ROLLBACK", "COMMIT")) {
            said.clear();
            reader.read(query("XA START X'61',X'',1"));
            reader.read(tableMap(7, "t"));
            reader.read(rows(7, 100));
            reader.read(query(end));
            said.removeIf(BinlogEvent.Withheld.class::isInstance);
            assertThat(said).filteredOn(BinlogEvent.RowsChanged.class::isInstance).hasSize(1);
            assertThat(said.contains(new BinlogEvent.RolledBack(null))).isEqualTo(end.equals("ROLLBACK"));
            assertThat(said).last().isInstanceOf(BinlogEvent.TransactionEnd.class);
        }
    }

    @Test
    void whatEndsWithoutPrepareAndIsTooLargeChangesItsTables() throws InterruptedException {
        EventReader reader = new EventReader(Flavour.MYSQL, 0, said::add);
        for (String end : List.of("ROLLBACK", "COMMIT")) {
            said.clear();
            reader.read(query("XA START X'61',X'',1"));
            reader.read(tableMap(7, "t"));
            reader.read(rows(7, 5 << 20));
            reader.read(query(end));
            said.removeIf(BinlogEvent.Withheld.class::isInstance);
            assertThat(said).hasSize(2).first().isEqualTo(new BinlogEvent.XaDecided(new XaId("x'61',x'',1"), true,
                    new XaWrites(Set.of(new TableName("d", "t")), Set.of(), List.of(), true), 5 << 20));
        }
    }

    @Test
    void whatIsCommittedInOnePhaseIsPassedOnAsFarAsThereWasRoom() throws InterruptedException {
        XaId id = new XaId("X'61',X'',1");
        Set<TableName> both = Set.of(new TableName("d", "t"), new TableName("d", "u"));
        Set<TableName> deleted = Set.of(new TableName("d", "u"));
        List<BinlogEvent.Statement> statements = List
                .of(new BinlogEvent.Statement("", "DELETE FROM w", null,
                        new LexicalRules(Flavour.MYSQL, false, true, false), true, null));
        readXa(true, 3, 1000, "DELETE FROM w");
        assertThat(said).hasSize(9).last().isEqualTo(statements.getFirst());
        readXa(false, 3, 1000, "DELETE FROM w");
        assertThat(said)
                .containsExactly(new BinlogEvent.XaPrepared(id, new XaWrites(both, deleted, statements, true)));
        readXa(true, 5, 1 << 20, "DELETE FROM w");
        assertThat(said)
                .containsExactly(
                        new BinlogEvent.XaDecided(id, true, new XaWrites(both, deleted, statements, true),
                                (5 << 20) + 20));
        readXa(false, 5, 1 << 20, "DELETE FROM w WHERE v = '" + "x".repeat(3 << 20) + "'");
        assertThat(said)
                .containsExactly(new BinlogEvent.XaPrepared(id, new XaWrites(both, deleted, List.of(), false)));
    }

    /** Where in it the table is, or whose the later parts are, it does not say. */
    @Test
    void aPartOfARowsEventMayBeOfAnyTableOfItsTransaction() throws InterruptedException {
        EventReader reader = reader(0);
        byte[] begin = body(13, _ -> {});
        reader.read(plain(EventType.MARIADB_GTID, begin));
        reader.read(tableMap(6, "before"));
        reader.read(xid(31, 35));
        reader.read(plain(EventType.MARIADB_GTID, begin));
        reader.read(tableMap(7, "t"));
        reader.read(tableMap(8, "u"));
        said.clear();
        reader.read(plain(EventType.MARIADB_PARTIAL_ROW_DATA, body(17 + 50, body -> body.put(8, (byte) 1))));
        reader.read(plain(EventType.MARIADB_PARTIAL_ROW_DATA, body(9 + 20, body -> body.putInt(4, 2))));
        assertThat(said).hasSize(4).allSatisfy(event -> assertThat(event).isInstanceOfSatisfying(
                BinlogEvent.RowsUnreadable.class, rows -> assertThat(rows.tableId()).isIn(7L, 8L)));
        assertThat(said.stream().mapToLong(event -> ((BinlogEvent.RowsUnreadable) event).bytes()).sum()).isEqualTo(70);
    }

    @Test
    void savepointsAreNamedInTheQuotesOfAnySqlMode() throws InterruptedException {
        EventReader reader = reader(0);
        for (String text : List.of("SAVEPOINT `A``b`", "SAVEPOINT \"A`b\"", "SAVEPOINT a`b", "ROLLBACK TO `a``B`",
                "rollback to \"a`b\"")) {
            said.clear();
            reader.read(query(text));
            assertThat(said).as(text).hasSize(1).first().isIn(new BinlogEvent.SavepointSet("a`b"),
                    new BinlogEvent.RolledBack("a`b"));
        }
    }
}

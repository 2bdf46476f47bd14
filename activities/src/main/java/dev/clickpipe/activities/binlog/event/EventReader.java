package dev.clickpipe.activities.binlog.event;

import dev.clickpipe.activities.binlog.xa.XaId;
import dev.clickpipe.activities.types.RowsKind;
import dev.clickpipe.activities.types.ValueException;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns raw events into what they say. Follows where transactions begin and end, so it must see every event of a
 * connection, in order. For one thread.
 */
public final class EventReader {
    /** Where events go. */
    public interface Consumer {
        void accept(BinlogEvent event) throws InterruptedException;
    }

    /** In the body of a format description: behind two bytes of a version and fifty of the server's. */
    private static final int CREATED_OFFSET = 52;

    private static final BinlogEvent WITHHELD = new BinlogEvent.Withheld();

    private final Flavour flavour;
    private final Consumer consumer;
    /** Behind BEGIN or its like: what follows is not committed yet. */
    private boolean inTransaction;
    /** What came of an XA transaction that is not prepared yet; null outside of one. */
    private @Nullable XaBuffer xa;
    /** Of the transaction; on MariaDB alone, where a part of a rows event does not say whose rows it holds. */
    private final Set<Long> mappedTables = new HashSet<>();
    /** Low 32 bits of the current offset are in events; files may be longer. */
    private long offset;
    /** False while a file's events come and none of them has said that it ends. */
    private boolean fileEnded = true;
    /** Events that end at this offset or before are passed over; 0 when none are. */
    private long passedThrough;

    /**
     * @param passedThrough events of the first file that end at this offset or before say nothing; 0 when all are wanted
     */
    public EventReader(Flavour flavour, long passedThrough, Consumer consumer) {
        this.flavour = flavour;
        this.passedThrough = passedThrough;
        this.consumer = consumer;
    }

    /**
     * Reads one event and passes on what it says: nothing, one thing or many.
     *
     * @throws ValueException for an event that is not whole
     */
    public void read(RawEvent event) throws InterruptedException {
        if (isInFile(event)) {
            if (event.end() == 0) {
                offset += event.length();
            } else {
                moveTo(event.end());
            }
            if (passesOver(event)) {
                return;
            }
        }
        interpret(event);
    }

    /** MariaDB 11.4 and later leave the end out of events inside a transaction, and both in a copied format description. */
    private static boolean isInFile(RawEvent event) {
        return switch (event.type()) {
            case EventType.ROTATE -> false;
            case EventType.FORMAT_DESCRIPTION, EventType.HEARTBEAT, EventType.HEARTBEAT_V2 ->
                !event.artificial() && event.end() != 0;
            default -> !event.artificial();
        };
    }

    private boolean passesOver(RawEvent event) {
        if (passedThrough == 0 || event.type() == EventType.FORMAT_DESCRIPTION) {
            return false;
        }
        boolean passed = offset <= passedThrough;
        if (offset >= passedThrough) {
            passedThrough = 0;
        }
        return passed;
    }

    private void interpret(RawEvent event) throws InterruptedException {
        Body body = event.body();
        switch (event.type()) {
            case EventType.ROTATE -> rotate(event);
            case EventType.FORMAT_DESCRIPTION -> describe(event);
            case EventType.HEARTBEAT, EventType.HEARTBEAT_V2 -> consumer.accept(new BinlogEvent.Idle(offset));
            case EventType.GTID, EventType.ANONYMOUS_GTID, EventType.GTID_TAGGED ->
                begin(MySqlGtids.read(event, offset));
            case EventType.MARIADB_GTID -> beginMariaDb(event);
            case EventType.QUERY -> query(QueryBody.read(body));
            case EventType.MARIADB_QUERY_COMPRESSED -> query(QueryBody.readCompressed(body));
            case EventType.EXECUTE_LOAD_QUERY -> query(QueryBody.readLoad(body));
            case EventType.XID -> end();
            case EventType.TABLE_MAP -> tableMap(body);
            case EventType.TRANSACTION_PAYLOAD -> CompressedEvents.readPayload(body, this::interpret);
            case EventType.WRITE_ROWS_V1 -> rows(RowsKind.INSERT, 1, body);
            case EventType.UPDATE_ROWS_V1 -> rows(RowsKind.UPDATE, 1, body);
            case EventType.DELETE_ROWS_V1 -> rows(RowsKind.DELETE, 1, body);
            case EventType.WRITE_ROWS -> rows(RowsKind.INSERT, 2, body);
            case EventType.UPDATE_ROWS -> rows(RowsKind.UPDATE, 2, body);
            case EventType.DELETE_ROWS -> rows(RowsKind.DELETE, 2, body);
            case EventType.MARIADB_WRITE_ROWS_COMPRESSED_V1 -> compressedRows(RowsKind.INSERT, 1, body);
            case EventType.MARIADB_UPDATE_ROWS_COMPRESSED_V1 -> compressedRows(RowsKind.UPDATE, 1, body);
            case EventType.MARIADB_DELETE_ROWS_COMPRESSED_V1 -> compressedRows(RowsKind.DELETE, 1, body);
            case EventType.MARIADB_WRITE_ROWS_COMPRESSED -> compressedRows(RowsKind.INSERT, 2, body);
            case EventType.MARIADB_UPDATE_ROWS_COMPRESSED -> compressedRows(RowsKind.UPDATE, 2, body);
            case EventType.MARIADB_DELETE_ROWS_COMPRESSED -> compressedRows(RowsKind.DELETE, 2, body);
            case EventType.PARTIAL_UPDATE_ROWS -> partialRows(body);
            case EventType.MARIADB_PARTIAL_ROW_DATA -> fragment(body);
            case EventType.XA_PREPARE -> prepareXa(body);
            case EventType.STOP -> fileEnded = true;
            case EventType.INTVAR, EventType.RAND, EventType.USER_VAR, EventType.BEGIN_LOAD_QUERY,
                    EventType.IGNORABLE, EventType.ROWS_QUERY, EventType.PREVIOUS_GTIDS,
                    EventType.TRANSACTION_CONTEXT, EventType.VIEW_CHANGE, EventType.MARIADB_ANNOTATE_ROWS,
                    EventType.MARIADB_BINLOG_CHECKPOINT, EventType.MARIADB_GTID_LIST,
                    EventType.MARIADB_START_ENCRYPTION -> {
                // They change no rows by themselves, and say nothing that is not said elsewhere.
            }
            default -> unknown(event);
        }
    }

    private void unknown(RawEvent event) throws InterruptedException {
        if (!event.ignorable()) {
            notUnderstood(event.type(), EventType.name(event.type()));
        }
    }

    private void notUnderstood(int type, String what) throws InterruptedException {
        consumer.accept(new BinlogEvent.NotUnderstood(type, what));
    }

    private void rotate(RawEvent event) throws InterruptedException {
        if (passedThrough != 0 && !event.artificial()) {
            throw ValueException.corrupt("the file ends at " + offset + ", before " + passedThrough
                    + ", where reading was to begin");
        }
        fileEnded |= !event.artificial();
        ByteReader reader = new ByteReader(event.body());
        offset = reader.readLittleEndian(8);
        consumer.accept(new BinlogEvent.FileRotated(reader.readText(reader.remaining()), offset));
    }

    /** Only a server that is starting says in the body when that was; a file that continues another one has zero there. */
    private void describe(RawEvent event) throws InterruptedException {
        ByteReader reader = new ByteReader(event.body());
        reader.skip(CREATED_OFFSET);
        boolean serverStarted = reader.readLittleEndian(4) != 0;
        boolean afterCrash = serverStarted && !fileEnded;
        fileEnded = false;
        consumer.accept(new BinlogEvent.FileDescribed(event.timestamp(), afterCrash));
    }

    private void moveTo(long low) {
        long high = offset & ~0xFFFF_FFFFL;
        offset = (high | low) < offset ? high + (1L << 32) + low : high | low;
    }

    private void begin(BinlogEvent.TransactionStart start) throws InterruptedException {
        inTransaction = false;
        xa = null;
        mappedTables.clear();
        consumer.accept(start);
    }

    /** MariaDB's GTID event says itself whether BEGIN would follow; it replaces that. */
    private void beginMariaDb(RawEvent event) throws InterruptedException {
        MariaDbGtid gtid = MariaDbGtid.read(event, offset);
        begin(gtid.start());
        inTransaction = !gtid.standalone();
        xa = gtid.preparesXa() ? new XaBuffer(flavour, null) : null;
    }

    private void end() throws InterruptedException {
        inTransaction = false;
        XaBuffer withoutPrepare = xa;
        xa = null;
        if (withoutPrepare != null) {
            passOnWithoutPrepare(withoutPrepare);
        }
        consumer.accept(new BinlogEvent.TransactionEnd(offset));
    }

    /** Passes on what is of a transaction. */
    private void pass(BinlogEvent event) throws InterruptedException {
        if (xa == null) {
            consumer.accept(event);
        } else {
            xa.add(event);
            consumer.accept(WITHHELD);
        }
    }

    /**
     * What ends without XA_PREPARE was committed, or rolled back, as any transaction: MySQL logs what no rollback takes back.
     */
    private void passOnWithoutPrepare(XaBuffer buffer) throws InterruptedException {
        XaId id = buffer.id();
        if (buffer.isWhole()) {
            passOn(buffer);
        } else if (id != null) {
            passOnWrites(id, buffer);
        } else {
            throw ValueException.corrupt("an XA transaction of more than " + XaBuffer.MAXIMUM_BYTES
                    + " bytes ends without XA_PREPARE");
        }
    }

    /** Of one that was too large to be kept: who follows what it changed has to load it again. */
    private void passOnWrites(XaId id, XaBuffer buffer) throws InterruptedException {
        consumer.accept(new BinlogEvent.XaDecided(id, true, buffer.writes(), buffer.rowBytes()));
    }

    private void passOn(XaBuffer buffer) throws InterruptedException {
        for (BinlogEvent event : buffer.events()) {
            consumer.accept(event);
        }
    }

    private void query(QueryBody query) throws InterruptedException {
        switch (TransactionControl.of(query.text())) {
            case TransactionControl.Begin() -> inTransaction = true;
            case TransactionControl.Commit() -> end();
            case TransactionControl.Rollback() -> {
                pass(new BinlogEvent.RolledBack(null));
                end();
            }
            case TransactionControl.Savepoint(String name) -> pass(new BinlogEvent.SavepointSet(name));
            case TransactionControl.RollbackTo(String savepoint) -> pass(new BinlogEvent.RolledBack(savepoint));
            case TransactionControl.XaStart(XaId id) -> {
                inTransaction = true;
                xa = new XaBuffer(flavour, id);
            }
            case TransactionControl.XaEnd() -> {
                // XA_PREPARE says the rest.
            }
            case TransactionControl.XaDecision(XaId id, boolean commits) -> {
                consumer.accept(new BinlogEvent.XaDecided(id, commits, null, 0));
                end();
            }
            case null -> statement(query);
        }
    }

    /** one phase 1 | the transaction's id. In one phase MySQL commits it with that; it is one like any other then. */
    private void prepareXa(Body body) throws InterruptedException {
        XaBuffer buffer = xa;
        if (buffer == null) {
            throw ValueException.corrupt("XA_PREPARE in a transaction that XA START did not begin");
        }
        xa = null;
        ByteReader reader = new ByteReader(body);
        boolean onePhase = reader.readByte() != 0;
        XaId id = XaId.read(reader);
        if (!onePhase) {
            consumer.accept(new BinlogEvent.XaPrepared(id, buffer.writes()));
        } else if (buffer.isWhole()) {
            passOn(buffer);
        } else {
            passOnWrites(id, buffer);
        }
        end();
    }

    private void statement(QueryBody query) throws InterruptedException {
        pass(query.statement(flavour));
        if (query.beginsTransaction()) {
            inTransaction = true;
        } else if (!inTransaction) {
            end();
        }
    }

    private void tableMap(Body body) throws InterruptedException {
        ByteReader reader = new ByteReader(body);
        long tableId = reader.readLittleEndian(6);
        reader.skip(2);
        String schema = reader.readText(reader.readByte());
        reader.skip(1);
        String table = reader.readText(reader.readByte());
        if (flavour == Flavour.MARIADB) {
            mappedTables.add(tableId);
        }
        pass(new BinlogEvent.TableMapped(tableId, schema, table, body, flavour));
    }

    private void rows(RowsKind kind, int version, Body body) throws InterruptedException {
        long tableId = new ByteReader(body).readLittleEndian(6);
        pass(new BinlogEvent.RowsChanged(tableId, kind, version, body));
    }

    /** Its body begins as that of any rows event. */
    private void partialRows(Body body) throws InterruptedException {
        long tableId = new ByteReader(body).readLittleEndian(6);
        pass(new BinlogEvent.RowsUnreadable(tableId, UnreadableForm.PARTIAL_JSON, body.length()));
    }

    /** fragments 4 | number of this one 4 | flags 1 | flag 1: length of the whole 8 | a part of a rows event. */
    private void fragment(Body body) throws InterruptedException {
        ByteReader reader = new ByteReader(body);
        reader.skip(8);
        if ((reader.readByte() & 1) != 0) {
            reader.skip(8);
        }
        long bytes = reader.remaining();
        for (long tableId : mappedTables) {
            pass(new BinlogEvent.RowsUnreadable(tableId, UnreadableForm.FRAGMENT, bytes));
            bytes = 0;
        }
    }

    private void compressedRows(RowsKind kind, int version, Body body) throws InterruptedException {
        rows(kind, version, CompressedEvents.inflateRows(body, version == 2, kind == RowsKind.UPDATE ? 2 : 1));
    }
}

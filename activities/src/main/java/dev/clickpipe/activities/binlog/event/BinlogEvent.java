package dev.clickpipe.activities.binlog.event;

import dev.clickpipe.activities.binlog.xa.XaId;
import dev.clickpipe.activities.binlog.xa.XaWrites;
import dev.clickpipe.activities.types.RowsKind;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the binlog says to a replicating reader. Compressed events come as if they were plain. Arrays are not copied and
 * not reused: whoever gets an event may keep it.
 */
public sealed interface BinlogEvent {
    /**
     * A transaction, or a statement that is its own, begins.
     *
     * @param gtid its GTID as the source writes it; null on a server without GTIDs
     * @param committedAtMicros microseconds since 1970 when it was committed on the server that wrote it first, to the
     * second on MariaDB; 0 when unknown
     * @param offset where this event begins in the current file
     * @param nextOffset where the event behind this one begins in the current file, which is inside the transaction
     */
    record TransactionStart(@Nullable String gtid, long committedAtMicros, long offset,
            long nextOffset) implements BinlogEvent {}

    /**
     * What {@code tableId} means in the rows events that follow.
     *
     * @param body the whole TABLE_MAP event behind its header
     * @param flavour whose way of counting columns the body follows
     */
    record TableMapped(long tableId, String schema, String table, Body body, Flavour flavour) implements BinlogEvent {}

    /**
     * Rows were inserted, updated or deleted.
     *
     * @param version 1 or 2, of the event's format
     * @param body the event behind its header, decompressed
     */
    record RowsChanged(long tableId, RowsKind kind, int version, Body body) implements BinlogEvent {
        /** Whether the images hold all columns, as they do with binlog_row_image=FULL. */
        public boolean isComplete() {
            return RowImages.areComplete(this);
        }

        /** Whether foreign keys may have changed rows of other tables with it that no rows event shows. */
        public boolean mayCascadeUnseen(Flavour flavour) {
            return kind != RowsKind.INSERT && CascadeFlags.mayCascadeUnseen(body, flavour);
        }
    }

    /**
     * Rows were changed, and the event cannot be decoded.
     *
     * @param tableId the table that they may be of
     * @param bytes of the rows event's body, as far as it is not counted by another event of these
     */
    record RowsUnreadable(long tableId, UnreadableForm form, long bytes) implements BinlogEvent {}

    /**
     * A savepoint was set; one of the same name is set no more.
     *
     * @param name in lower case, because case makes no difference to the servers
     */
    record SavepointSet(String name) implements BinlogEvent {}

    /**
     * What the transaction did was rolled back, although it is in the binlog.
     *
     * @param savepoint where it goes on; null when all of it was rolled back, which the transaction's end follows
     */
    record RolledBack(@Nullable String savepoint) implements BinlogEvent {}

    /**
     * An event of an XA transaction was read; what it holds comes with the transaction's end, or not at all. It says that the
     * source is not silent: a large one takes long to arrive.
     */
    record Withheld() implements BinlogEvent {}

    /**
     * The transaction, whose rows do not come, is prepared: its end follows, and in a later transaction what becomes of it.
     */
    record XaPrepared(XaId id, XaWrites writes) implements BinlogEvent {}

    /**
     * The transaction commits or rolls back all that an earlier one prepared.
     *
     * @param writes null when they are those of {@link XaPrepared}
     * @param bytes of its rows events' bodies, where they were to come with it and do not
     */
    record XaDecided(XaId id, boolean commits, @Nullable XaWrites writes, long bytes) implements BinlogEvent {}

    /**
     * A statement, other than those that begin and end transactions, as its server read it.
     *
     * @param text decoded from the client's character set
     * @param utf8Text the same bytes read as UTF-8, where they are not ASCII, are valid UTF-8, and the client's set is another
     * one; null otherwise. Servers write some texts in UTF-8 whatever the client's set is (CREATE TABLE … SELECT, LOAD DATA),
     * and prepared statements in that of PREPARE, which the event does not name
     * @param certain false when the event does not say enough to read the text as the server did
     * @param writtenSchemas databases of all tables that the statement may write, directly or not; null when the server does
     * not list them
     */
    record Statement(String defaultSchema, String text, @Nullable String utf8Text, LexicalRules rules, boolean certain,
            @Nullable Set<String> writtenSchemas) implements BinlogEvent {
        public Statement {
            writtenSchemas = writtenSchemas == null ? null : Set.copyOf(writtenSchemas);
        }

        /** One of a session whose settings are the usual ones. */
        public static Statement usual(Flavour flavour, String defaultSchema, String text) {
            return new Statement(defaultSchema, text, null, LexicalRules.usual(flavour), true, null);
        }
    }

    /**
     * Everything since {@link TransactionStart} is committed.
     *
     * @param nextOffset where the next event begins in the current file
     */
    record TransactionEnd(long nextOffset) implements BinlogEvent {}

    /** What follows comes from this file. */
    record FileRotated(String file, long position) implements BinlogEvent {}

    /**
     * What the current file is.
     *
     * @param createdAt when it was begun, seconds since 1970
     * @param afterCrash whether a server began it that was starting, and the file before it ends as no server ends one that
     * it goes on from or stops behind: what the last events there began was cut off
     */
    record FileDescribed(long createdAt, boolean afterCrash) implements BinlogEvent {}

    /**
     * The server has nothing for us: nothing new, or nothing yet, because it is passing over what a GTID set holds already.
     *
     * @param nextOffset how far in the current file it is
     */
    record Idle(long nextOffset) implements BinlogEvent {}

    /**
     * Something that may change rows, and that nothing here can read.
     *
     * @param type number of the event's type
     * @param what a clause that names it
     */
    record NotUnderstood(int type, String what) implements BinlogEvent {}
}

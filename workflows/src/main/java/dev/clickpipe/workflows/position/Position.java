package dev.clickpipe.workflows.position;

import java.util.List;

/**
 * A transaction boundary in the stream of one source: everything before it is at the destination, nothing after it is.
 *
 * @param source the server it was recorded on
 * @param epoch see {@link RowVersion}
 * @param ordinal bytes of decompressed rows event bodies since the epoch began; see {@link RowVersion}
 * @param coordinates where the binlog goes on
 * @param lastTransactions of a GTID set the transactions that were applied last, the newest one at the end: one, or on MariaDB
 * one of each domain; empty where none is known
 */
public record Position(SourceIdentity source, int epoch, long ordinal, Coordinates coordinates,
        List<LastTransaction> lastTransactions) {
    /** A position that was recorded before it remembered transactions has none. */
    public Position {
        RowVersion.of(epoch, ordinal);
        lastTransactions = lastTransactions == null ? List.of() : List.copyOf(lastTransactions);
    }

    /** A position of which no last transaction is known. */
    public Position(SourceIdentity source, int epoch, long ordinal, Coordinates coordinates) {
        this(source, epoch, ordinal, coordinates, List.of());
    }

    /** The same place for a stream of an epoch. */
    public Position inEpoch(int begun) {
        return new Position(source, begun, ordinal, coordinates, lastTransactions);
    }

    /** The version of rows that are loaded for a stream that begins here. */
    public long loadVersion() {
        return RowVersion.ofLoad(epoch, ordinal);
    }
}

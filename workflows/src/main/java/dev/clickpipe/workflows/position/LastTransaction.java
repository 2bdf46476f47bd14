package dev.clickpipe.workflows.position;

import org.jspecify.annotations.Nullable;

/**
 * A transaction that was applied, as the source's binlog showed it. A server whose history was begun anew gives the same GTID
 * to another transaction; these values tell the two apart.
 *
 * @param gtid in the source's notation
 * @param committedAtMicros microseconds since 1970 when it was committed on the server that wrote it first, to the second on
 * MariaDB; 0 when unknown
 * @param rowBytes bytes of its decompressed rows event bodies, of all tables
 * @param place where its first event begins in the binlog of the position's server; null where that is not known
 */
public record LastTransaction(String gtid, long committedAtMicros, long rowBytes,
        Coordinates.@Nullable FileOffset place) {
    /** Whether both are the same transaction, wherever they were read. */
    public boolean sameAs(LastTransaction other) {
        return gtid.equals(other.gtid) && committedAtMicros == other.committedAtMicros && rowBytes == other.rowBytes;
    }
}

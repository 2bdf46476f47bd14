package dev.clickpipe.activities.stream;

import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.LastTransaction;
import org.jspecify.annotations.Nullable;

/**
 * A transaction as the binlog announces it.
 *
 * @param gtid null on a source without GTIDs
 * @param offset where the event that begins it begins, in the file of {@code behindStart}
 * @param behindStart a place inside it: behind the event that begins it
 * @param committedAtMicros microseconds since 1970; 0 when unknown
 */
record SourceTransaction(@Nullable String gtid, long offset, Coordinates.FileOffset behindStart,
        long committedAtMicros) {
    /**
     * What tells it from another one of the same GTID.
     *
     * @param rowBytes bytes of its rows event bodies
     */
    LastTransaction applied(String of, long rowBytes) {
        return new LastTransaction(of, committedAtMicros, rowBytes,
                new Coordinates.FileOffset(behindStart.file(), offset));
    }
}

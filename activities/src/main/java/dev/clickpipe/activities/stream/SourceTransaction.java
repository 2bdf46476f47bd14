package dev.clickpipe.activities.stream;

import dev.clickpipe.workflows.position.Coordinates;
import org.jspecify.annotations.Nullable;

/**
 * A transaction as the binlog announces it.
 *
 * @param gtid null on a source without GTIDs
 * @param behindStart a place inside it: behind the event that begins it
 * @param committedAtMicros microseconds since 1970; 0 when unknown
 */
record SourceTransaction(@Nullable String gtid, Coordinates.FileOffset behindStart, long committedAtMicros) {}

package dev.clickpipe.activities.binlog;

import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;

/**
 * A server whose binlog no longer continues what was read from it: RESET BINARY LOGS AND GTIDS (RESET MASTER), a backup that was
 * restored, or a crash that lost transactions. It gives their numbers to other ones, so only a load can bring the destination
 * back to what the source holds.
 */
public final class HistoryReplaced {
    private HistoryReplaced() {}

    /**
     * The error.
     *
     * @param evidence a sentence without a full stop: what was read then, and what the source has now
     */
    public static PipeException by(String evidence) {
        return new PipeException(new PipeError(ErrorKind.SOURCE_HISTORY_REPLACED,
                "The source's history was begun anew, by a reset of its binlog or from a backup: " + evidence,
                "Resync the pipe ({\"command\":\"resync\"} over REST, or the signal resync): all rows are read again, from a"
                        + " new position",
                null));
    }
}

package dev.clickpipe.activities.history;

import dev.clickpipe.activities.errors.PipeException;

/** Decides whether a stream may go on in a binlog. */
public interface HistoryCheck {
    /**
     * Returns when it may.
     *
     * @param file the first binlog file that the server sends for the position
     * @param begunAt when that file was begun, seconds since 1970
     * @throws PipeException SOURCE_HISTORY_REPLACED when the binlog holds something else than was applied; otherwise that this
     * could not be found out
     */
    void check(String file, long begunAt) throws InterruptedException;
}

package dev.clickpipe.activities.binlog;

import dev.clickpipe.activities.binlog.event.BinlogEvent;

/** Takes the events of one connection, all on its reader thread. */
public interface BinlogHandler {
    /**
     * Takes the next event. Blocking here holds the server up, for an hour if need be. What is thrown ends the
     * connection and becomes the cause of its end.
     */
    void handle(BinlogEvent event) throws InterruptedException;

    /** The connection has ended; called once, after the last event. */
    void ended(BinlogEnding ending);
}

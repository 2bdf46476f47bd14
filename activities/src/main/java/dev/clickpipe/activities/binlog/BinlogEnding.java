package dev.clickpipe.activities.binlog;

import dev.clickpipe.activities.errors.PipeException;

/** Why a connection to a binlog ended. */
public sealed interface BinlogEnding {
    /** It was closed from our side. */
    record Closed() implements BinlogEnding {}

    /** Something went wrong, at the source, on the way or in the handler. */
    record Failed(PipeException cause) implements BinlogEnding {}
}

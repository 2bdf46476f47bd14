package dev.clickpipe.activities.errors;

import dev.clickpipe.workflows.failure.ErrorKind;
import java.util.List;

/**
 * Why a server refuses to go on with its binlog: 1236, one number for many reasons, which only its text tells apart.
 *
 * <p>Sources of the texts: MySQL's sql/rpl_binlog_sender.cc, sql/binlog_reader.cc and share/messages_to_clients.txt,
 * MariaDB's sql/sql_repl.cc and sql/log_event.cc. "master" became "source" over the years, so they are known by parts that
 * stayed.
 */
final class DumpRefusals {
    private static final String RESYNC = "Resync the pipe: all of its tables are loaded again, from a new position";

    /** Also what 4052 of MariaDB means. */
    static final KnownError SERVER_ID_TAKEN = new KnownError(ErrorKind.SERVER_ID_TAKEN,
            "Another replication client with the pipe's server id has connected",
            "Give the pipe a server id of its own in source.mysql.serverId.");
    /** Also what 1236 means whose text is not known. */
    static final KnownError PURGED = new KnownError(ErrorKind.POSITION_PURGED,
            "The source no longer has the binlog at the pipe's position", RESYNC + "; keep the binlog longer.");
    /** Also what 1381 and others mean. */
    static final KnownError NO_BINLOG = new KnownError(ErrorKind.SOURCE_MISCONFIGURED,
            "The source does not write a usable binlog",
            "Set log_bin=ON, binlog_format=ROW, binlog_row_image=FULL and, on MySQL, gtid_mode=ON.");
    /** Also what 1885 means. */
    static final KnownError LACKS_TRANSACTIONS = new KnownError(ErrorKind.SOURCE_CHANGED,
            "The source lacks transactions that the pipe applied",
            "Point the pipe's host to a server that has them, or resync the pipe: all of its tables are loaded again.");
    private static final KnownError ENDS_BEFORE = new KnownError(ErrorKind.SOURCE_CHANGED,
            "The source's binlog ends before the pipe's position",
            "Point the pipe's host to the server that it was created with, or resync the pipe: all of its tables are"
                    + " loaded again.");
    private static final KnownError DAMAGED = new KnownError(ErrorKind.BINLOG_NOT_UNDERSTOOD,
            "The source's binlog is damaged or was cut off",
            RESYNC + "; look for a full disk or a crash at the source first.");

    /** The first whose part stands in the text decides. */
    static final List<Reason> REASONS = List.of(new Reason("same server_uuid/server_id", SERVER_ID_TAKEN),
            new Reason("max_allowed_packet", new KnownError(ErrorKind.SOURCE_MISCONFIGURED,
                    "An event of the binlog is larger than the source sends",
                    "SET GLOBAL max_allowed_packet = 1073741824; on the source.")),
            new Reason("Binary log is not open", NO_BINLOG),
            new Reason("GTID_MODE =", NO_BINLOG),
            new Reason("not in the master's binlog", LACKS_TRANSACTIONS),
            new Reason("has diverged", LACKS_TRANSACTIONS),
            new Reason("probably diverged", LACKS_TRANSACTIONS),
            new Reason("more GTIDs than", LACKS_TRANSACTIONS),
            new Reason("position > file size", ENDS_BEFORE),
            new Reason("impossible position", ENDS_BEFORE),
            new Reason("purged", PURGED),
            new Reason("Could not find first log file", PURGED),
            new Reason("Could not find the first log file", PURGED),
            new Reason("ould not open log file", PURGED),
            new Reason("ould not find next log", PURGED),
            new Reason("truncated in the middle", DAMAGED),
            new Reason("did not pass crc check", DAMAGED),
            new Reason("bogus data in log event", DAMAGED));

    private DumpRefusals() {}

    /** A part of the text by which a reason is known. */
    record Reason(String part, KnownError error) {}

    static KnownError byText(String text) {
        for (Reason reason : REASONS) {
            if (text.contains(reason.part())) {
                return reason.error();
            }
        }
        return PURGED;
    }
}

package dev.clickpipe.activities.binlog;

import com.github.shyiko.mysql.binlog.network.ServerException;
import dev.clickpipe.activities.errors.ErrorClassifier;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.types.ValueException;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import java.io.EOFException;

/** What ended a dump connection. */
final class DumpErrors {
    /** ER_SOURCE_FATAL_ERROR_READING_BINLOG: one number for many reasons, which only its text tells apart. */
    private static final int FATAL_READING_BINLOG = 1236;
    /** MariaDB's ER_SLAVE_SAME_ID. */
    private static final int SAME_SERVER_ID = 4052;

    private DumpErrors() {}

    static PipeException classify(Throwable failure) {
        return switch (failure) {
            case DumpFraming.Stopped stopped when stopped.getCause() != null -> classify(stopped.getCause());
            case PipeException known -> known;
            case ValueException value -> new PipeException(
                    new PipeError(value.kind(), "the binlog cannot be read: " + value.getMessage(), value.remedy(),
                            null),
                    value);
            case ServerException server when server.getErrorCode() == FATAL_READING_BINLOG -> fatal(server);
            case ServerException server when server.getErrorCode() == SAME_SERVER_ID -> serverIdTaken(server);
            case EOFException end -> closedByServer(end);
            default -> ErrorClassifier.classify(failure, null);
        };
    }

    static PipeException closedByServer(Throwable cause) {
        return new PipeException(new PipeError(ErrorKind.SOURCE_UNREACHABLE, "the source closed the binlog connection",
                "check that the source runs and that nobody kills its connections", null), cause);
    }

    /** Texts: MySQL's sql/rpl_binlog_sender.cc and share/messages_to_clients.txt, MariaDB's sql/sql_repl.cc. */
    private static PipeException fatal(ServerException server) {
        String text = String.valueOf(server.getMessage());
        if (text.contains("same server_uuid/server_id")) {
            return serverIdTaken(server);
        }
        if (text.contains("max_allowed_packet")) {
            return new PipeException(new PipeError(ErrorKind.SOURCE_MISCONFIGURED,
                    "an event is larger than the source sends: " + text,
                    "SET GLOBAL max_allowed_packet = 1073741824; on the source", null), server);
        }
        if (text.contains("not in the master's binlog") || text.contains("has diverged")) {
            return SourceFacts.changed("the source's binlog has diverged from what was applied: " + text);
        }
        if (text.contains("position > file size") || text.contains("impossible position")) {
            return SourceFacts.changed("the source's binlog ends before the pipe's position: " + text);
        }
        if (text.contains("purged") || text.contains("Could not find first log file")) {
            return SourceFacts.purged("the binlog at the pipe's position: " + text);
        }
        return ErrorClassifier.classify(server, null);
    }

    private static PipeException serverIdTaken(ServerException server) {
        return new PipeException(new PipeError(ErrorKind.SERVER_ID_TAKEN,
                "another replication client with the pipe's server id has connected: " + server.getMessage(),
                "give the pipe a server id of its own in source.mysql.serverId", null), server);
    }
}

package dev.clickpipe.activities.stream;

import dev.clickpipe.activities.binlog.AppliedGtids;
import dev.clickpipe.activities.binlog.BinlogConnection;
import dev.clickpipe.activities.binlog.BinlogSource;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.settings.SourceConnection;
import java.util.UUID;

/** Opens the binlog of a lease at its position. */
final class SourceStream {
    private SourceStream() {}

    /**
     * Connects; events come to a {@link TransactionReader} from then on.
     *
     * @throws PipeException when the source cannot be followed from there
     */
    static BinlogConnection open(SourceConnection source, Routes routes, BatchExchange exchange, Position start,
            SourceConnections sources) throws InterruptedException {
        Coordinates.Gtid coordinates = switch (start.coordinates()) {
            case Coordinates.Gtid gtid -> gtid;
            case Coordinates.FileOffset file -> throw new PipeException(new PipeError(ErrorKind.SOURCE_MISCONFIGURED,
                    "The position " + file.file() + ":" + file.offset() + " is one by file, which is not built yet",
                    "Create the pipe with replicationMechanism GTID", null));
        };
        TransactionReader reader = new TransactionReader(routes, exchange, start,
                AppliedGtids.parse(start.source().flavour(), coordinates.set()));
        BinlogSource binlog = BinlogSource.of(source, sources.password(source), serverId(source),
                start.source().flavour());
        BinlogConnection connection = BinlogConnection.open(binlog, coordinates, reader);
        if (!connection.identity().sameServer(start.source())) {
            connection.close();
            throw new PipeException(new PipeError(ErrorKind.SOURCE_CHANGED,
                    "The source is another server (" + connection.identity().serverId() + ") than the one whose binlog"
                            + " was read so far (" + start.source().serverId() + ")",
                    "Point the pipe's host back to that server, or delete the pipe and create it again with new"
                            + " destination tables",
                    null));
        }
        return connection;
    }

    private static long serverId(SourceConnection source) {
        Long configured = source.serverId();
        return configured != null ? configured : derived(source.pipeId());
    }

    /** The same for all attempts of a pipe, so that a late one is cut off by the server when its successor connects. */
    private static long derived(UUID pipeId) {
        return BinlogSource.LOWEST_DERIVED_SERVER_ID | (pipeId.hashCode() & 0x7FFF_FFFFL);
    }
}

package dev.clickpipe.activities.stream;

import dev.clickpipe.activities.binlog.BinlogConnection;
import dev.clickpipe.activities.binlog.BinlogSource;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.mysql.SourceConnections;
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
        BinlogSource binlog = BinlogSource.of(source, sources.password(source), serverId(source),
                start.source().flavour());
        return BinlogConnection.open(binlog, start.coordinates(), start.source(),
                new TransactionReader(routes, exchange, start));
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

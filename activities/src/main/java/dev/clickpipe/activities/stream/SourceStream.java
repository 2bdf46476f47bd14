package dev.clickpipe.activities.stream;

import dev.clickpipe.activities.binlog.BinlogConnection;
import dev.clickpipe.activities.binlog.BinlogSource;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.history.SourceHistory;
import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.activities.stream.statement.AskedSourceTables;
import dev.clickpipe.activities.stream.statement.StatementEffect;
import dev.clickpipe.workflows.contract.StreamLease;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.settings.SourceConnection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Opens the binlog of a lease at its position. */
final class SourceStream {
    private SourceStream() {}

    /**
     * Connects; events come to a {@link TransactionReader} from then on.
     *
     * @throws PipeException when the source cannot be followed from there
     */
    static BinlogConnection open(StreamLease lease, Routes routes, BatchExchange exchange, Position start,
            SourceConnections sources) throws InterruptedException {
        SourceConnection source = lease.configuration().source();
        BinlogSource binlog = BinlogSource.of(source, sources.password(source), serverId(source, lease.until()),
                start.source().flavour());
        TransactionReader reader = new TransactionReader(routes, exchange, start, lease.until(),
                new SourceInquiries(new SourceHistory(source, sources, start),
                        new StatementEffect(new AskedSourceTables(sources, source)),
                        new BinlogPrepareSearch(sources, source)));
        reader.endWhereItWasToGo();
        return BinlogConnection.open(binlog, start.coordinates(), start.source(), reader);
    }

    /** A lease that has an end runs beside the pipe's own, which the server would cut off for one of the same id. */
    private static long serverId(SourceConnection source, @Nullable Coordinates until) {
        if (until != null) {
            return derived(new UUID(source.pipeId().getMostSignificantBits(),
                    ~source.pipeId().getLeastSignificantBits() + 1));
        }
        Long configured = source.serverId();
        return configured != null ? configured : derived(source.pipeId());
    }

    /** The same for all attempts of a pipe, so that a late one is cut off by the server when its successor connects. */
    private static long derived(UUID id) {
        return BinlogSource.LOWEST_DERIVED_SERVER_ID | (id.hashCode() & 0x7FFF_FFFFL);
    }
}

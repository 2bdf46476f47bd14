package dev.clickpipe.activities.history;

import dev.clickpipe.activities.binlog.AppliedGtids;
import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.LastTransaction;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.position.SourceIdentity;
import dev.clickpipe.workflows.settings.SourceConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a stream that begins at a GTID set has to remember of the transactions in it, which it never reads. */
public final class StartHistory {
    private static final Logger LOG = LoggerFactory.getLogger(StartHistory.class);
    private static final Duration LONGEST_READ = Duration.ofSeconds(60);

    private StartHistory() {}

    /**
     * The position with the file that the server sends first for it, and with the last transactions of its set, as far as the
     * binlog still has them.
     */
    public static Position remember(Connection connection, SourceConnection source, SourceConnections sources,
            Position start) throws SQLException, InterruptedException {
        if (!(start.coordinates() instanceof Coordinates.Gtid(String set))) {
            return start;
        }
        AppliedTransactions applied = new AppliedTransactions(connection, source, sources, start.source());
        FileAtPosition.File file = applied.fileAt(start.coordinates());
        LastTransactions last = new LastTransactions(start.source().flavour());
        find(applied, start.source(), set).forEach(last::add);
        return new Position(start.source().inFile(file.name(), file.begunAt().getEpochSecond()), start.epoch(),
                start.ordinal(), start.coordinates(), last.list());
    }

    private static List<LastTransaction> find(AppliedTransactions applied, SourceIdentity server, String set)
            throws SQLException, InterruptedException {
        AppliedGtids purged = applied.purged();
        List<String> held = AppliedGtids.parse(server.flavour(), set).newest().stream()
                .filter(gtid -> !purged.contains(gtid)).toList();
        List<String> own = held.stream().filter(gtid -> gtid.startsWith(server.serverId())).toList();
        List<String> wanted = own.isEmpty() || server.flavour() == SourceIdentity.Flavour.MARIADB ? held : own;
        if (wanted.isEmpty()) {
            return List.of();
        }
        try {
            return applied.find(set, wanted, LONGEST_READ);
        } catch (TimeoutException slow) {
            LOG.warn(
                    "The last of {} were not read within {}: until the stream has read one, only the binlog's files tell"
                            + " whether it was begun anew",
                    wanted, LONGEST_READ);
            return List.of();
        }
    }
}

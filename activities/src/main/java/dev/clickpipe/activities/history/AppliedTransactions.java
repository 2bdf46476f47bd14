package dev.clickpipe.activities.history;

import dev.clickpipe.activities.binlog.AppliedGtids;
import dev.clickpipe.activities.binlog.BinlogSource;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.mysql.BinlogFile;
import dev.clickpipe.activities.mysql.MariaDbServer;
import dev.clickpipe.activities.mysql.MySqlServer;
import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.activities.mysql.SourceServer;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.LastTransaction;
import dev.clickpipe.workflows.position.SourceIdentity;
import dev.clickpipe.workflows.settings.SourceConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Transactions that are before a position, read again from the source's binlog. */
final class AppliedTransactions {
    private final Connection connection;
    private final SourceServer server;
    private final SourceIdentity identity;
    private final BinlogSource helper;

    /** @param identity the server that they were read on; another one is refused */
    AppliedTransactions(Connection connection, SourceConnection source, SourceConnections sources,
            SourceIdentity identity) {
        this.connection = connection;
        this.identity = identity;
        server = SourceServer.of(source.type());
        helper = BinlogSource.ofHelper(source, sources.password(source), server.flavour());
    }

    /** Transactions that the source's binlog no longer holds. */
    AppliedGtids purged() throws SQLException {
        return AppliedGtids.parse(server.flavour(), server.gtids(connection).purged());
    }

    /** When the first file that the server sends for a position, or the file of that name, was begun. */
    FileAtPosition.File fileAt(Coordinates place) throws InterruptedException {
        return FileAtPosition.find(helper, identity, place);
    }

    /** The files of the server's binlog, oldest first. */
    List<BinlogFile> files() throws SQLException {
        return BinlogFile.list(connection, server);
    }

    /** Whether the binlog holds a transaction exactly where it was read. */
    boolean isInPlace(LastTransaction applied, Duration patience) throws InterruptedException, TimeoutException {
        Coordinates.FileOffset place = applied.place();
        if (place == null) {
            return false;
        }
        try {
            return TransactionSearch.find(helper, identity, place, place, List.of(applied.gtid()), patience).stream()
                    .anyMatch(applied::sameAs);
        } catch (PipeException refused) {
            return switch (refused.error().kind()) {
                // No such file, a shorter one, or one in which no event begins there.
                case POSITION_PURGED, SOURCE_CHANGED, BINLOG_NOT_UNDERSTOOD, SOURCE_MISCONFIGURED -> false;
                default -> throw refused;
            };
        }
    }

    /**
     * Finds transactions by their GTIDs.
     *
     * @param set of the position that they are before
     * @param wanted some of the set that are not purged; on MariaDB those are found that are in the newest file which holds any
     */
    List<LastTransaction> find(String set, Collection<String> wanted, Duration patience)
            throws SQLException, InterruptedException, TimeoutException {
        Coordinates.FileOffset end = server.binlogEnd(connection);
        Coordinates from = switch (server) {
            case MySqlServer _ -> new Coordinates.Gtid(without(set, wanted));
            case MariaDbServer mariaDb -> fileWith(mariaDb, wanted);
        };
        return TransactionSearch.find(helper, identity, from, end, wanted, patience);
    }

    private String without(String set, Collection<String> wanted) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT GTID_SUBTRACT(?, ?)")) {
            statement.setString(1, set);
            statement.setString(2, String.join(",", wanted));
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1).replaceAll("\\s", "");
            }
        }
    }

    /** A file begins with the last transaction of each domain before it: the newest one that does not begin behind all. */
    private Coordinates.FileOffset fileWith(MariaDbServer mariaDb, Collection<String> wanted) throws SQLException {
        List<BinlogFile> files = files();
        for (BinlogFile file : files.reversed()) {
            Coordinates.FileOffset begin = new Coordinates.FileOffset(file.name(), Coordinates.FileOffset.BEGIN);
            String told = mariaDb.gtidsBefore(connection, begin);
            AppliedGtids before = AppliedGtids.parse(mariaDb.flavour(), told == null ? "" : told);
            if (!wanted.stream().allMatch(before::contains)) {
                return begin;
            }
        }
        return new Coordinates.FileOffset(files.getFirst().name(), Coordinates.FileOffset.BEGIN);
    }
}

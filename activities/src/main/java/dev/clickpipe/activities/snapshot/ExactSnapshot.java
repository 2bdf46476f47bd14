package dev.clickpipe.activities.snapshot;

import dev.clickpipe.activities.binlog.BinlogSource;
import dev.clickpipe.activities.errors.ErrorClassifier;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.mysql.Grantee;
import dev.clickpipe.activities.mysql.SnapshotPoint;
import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.activities.mysql.SourceServer;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.settings.SourceConnection;
import dev.clickpipe.workflows.settings.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A connection that sees one table as it was after exactly the transactions of a set, so that a stream that leaves those
 * out applies every other change once.
 *
 * @param connection in a consistent snapshot; whoever holds this closes it
 */
record ExactSnapshot(Connection connection, Coordinates.Gtid at) {
    /** On a table that is written every second, some of the stretches are quiet. */
    private static final int ATTEMPTS = 10;
    /** Writers wait meanwhile, but no longer: a lock that is waited for holds up everybody behind it. */
    private static final int LOCK_WAIT_SECONDS = 2;

    /**
     * Opens one.
     *
     * @throws PipeException SOURCE_ACCESS_DENIED for a table that is never quiet and that the user may not lock
     */
    static ExactSnapshot open(SourceConnections sources, SourceConnection source, TableName table)
            throws SQLException, InterruptedException {
        SourceServer server = SourceServer.of(source.type());
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Connection connection = sources.openReader(source);
            boolean exact = false;
            try {
                SnapshotPoint point = server.startSnapshot(connection);
                exact = isExact(point, sources, source, server, table);
                if (exact) {
                    return new ExactSnapshot(connection, seen(point));
                }
            } finally {
                if (!exact) {
                    connection.close();
                }
            }
        }
        return openLocked(sources, source, server, table);
    }

    private static boolean isExact(SnapshotPoint point, SourceConnections sources, SourceConnection source,
            SourceServer server, TableName table) throws InterruptedException {
        return switch (point) {
            case SnapshotPoint.Exact exact -> true;
            case SnapshotPoint.Between between -> QuietStretch.isQuiet(BinlogSource.of(source,
                    sources.password(source), helperServerId(), server.flavour()), between, table);
        };
    }

    private static Coordinates.Gtid seen(SnapshotPoint point) {
        return switch (point) {
            case SnapshotPoint.Exact(Coordinates.Gtid at) -> at;
            case SnapshotPoint.Between(Coordinates.Gtid seen, var end) -> seen;
        };
    }

    /** Not the stream's: the server would cut the stream off. */
    private static long helperServerId() {
        return BinlogSource.LOWEST_DERIVED_SERVER_ID | ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
    }

    /** Under the lock nothing that touches the table is under way: a commit gives its locks back last. */
    private static ExactSnapshot openLocked(SourceConnections sources, SourceConnection source, SourceServer server,
            TableName table) throws SQLException {
        try (Connection locking = sources.openControl(source); Statement statement = locking.createStatement()) {
            statement.execute("SET SESSION lock_wait_timeout = " + LOCK_WAIT_SECONDS);
            lock(locking, statement, table);
            Connection connection = sources.openReader(source);
            boolean started = false;
            try {
                ExactSnapshot snapshot = new ExactSnapshot(connection, seen(server.startSnapshot(connection)));
                started = true;
                return snapshot;
            } finally {
                if (!started) {
                    connection.close();
                }
            }
        }
    }

    private static void lock(Connection locking, Statement statement, TableName table) throws SQLException {
        try {
            statement.execute("LOCK TABLES " + table.quoted() + " READ");
        } catch (SQLException refused) {
            PipeError error = ErrorClassifier.errorOf(refused, table);
            if (error.kind() != ErrorKind.SOURCE_ACCESS_DENIED) {
                throw refused;
            }
            throw new PipeException(new PipeError(error.kind(), "The table " + table.quoted()
                    + " is written without a pause, so a position that is exact for it needs a lock of some"
                    + " milliseconds, and the user may not take it. " + error.message(),
                    "GRANT LOCK TABLES ON `" + table.schema().replace("`", "``") + "`.* TO " + Grantee.of(locking),
                    table),
                    refused);
        }
    }
}

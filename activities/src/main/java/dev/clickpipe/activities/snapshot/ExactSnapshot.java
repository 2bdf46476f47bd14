package dev.clickpipe.activities.snapshot;

import dev.clickpipe.activities.binlog.BinlogSource;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.mysql.ConsistentSnapshot;
import dev.clickpipe.activities.mysql.SnapshotPoint;
import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.activities.mysql.SourceServer;
import dev.clickpipe.activities.mysql.TableLock;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.SourceIdentity;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.SourceConnection;
import dev.clickpipe.workflows.settings.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection that sees one table as it was after exactly the transactions before a position, so that a stream that leaves
 * those out applies every other change once.
 *
 * @param connection in a consistent snapshot; whoever holds this closes it
 * @param at the position; null when no stream asks for it
 */
record ExactSnapshot(Connection connection, @Nullable Coordinates at) {
    /** On a table that is written every second, some of the stretches are quiet. */
    private static final int ATTEMPTS = 10;

    /** Opens one that no stream goes on from: a moment of the table, from a source that may have no binlog at all. */
    static ExactSnapshot openAlone(SourceConnections sources, SourceConnection source) throws SQLException {
        Connection connection = sources.openReader(source);
        boolean started = false;
        try {
            ConsistentSnapshot.start(connection);
            started = true;
            return new ExactSnapshot(connection, null);
        } finally {
            if (!started) {
                connection.close();
            }
        }
    }

    /**
     * Opens one.
     *
     * @throws PipeException SOURCE_ACCESS_DENIED for a table that is never quiet and that the user may not lock
     */
    static ExactSnapshot open(SourceConnections sources, SourceConnection source, ReplicationMechanism mechanism,
            TableName table) throws SQLException, InterruptedException {
        SourceServer server = SourceServer.of(source.type());
        for (int attempt = 0; attempt < attempts(mechanism); attempt++) {
            Connection connection = sources.openReader(source);
            boolean exact = false;
            try {
                SnapshotPoint point = server.startSnapshot(connection, mechanism);
                exact = isExact(point, sources, source, connection, table);
                if (exact) {
                    return new ExactSnapshot(connection, position(point));
                }
            } finally {
                if (!exact) {
                    connection.close();
                }
            }
        }
        return openLocked(sources, source, mechanism, table);
    }

    /** A file's beginning is where it was, so what touched the table since then touches it in every attempt. */
    private static int attempts(ReplicationMechanism mechanism) {
        return switch (mechanism) {
            case GTID -> ATTEMPTS;
            case FILE_POS -> 1;
        };
    }

    private static boolean isExact(SnapshotPoint point, SourceConnections sources, SourceConnection source,
            Connection connection, TableName table) throws SQLException, InterruptedException {
        return switch (point) {
            case SnapshotPoint.Exact exact -> true;
            case SnapshotPoint.Between between -> {
                SourceIdentity server = SourceServer.of(source.type()).identity(connection);
                yield UnchangedRangeScan.isQuiet(
                        BinlogSource.ofHelper(source, sources.password(source), server.flavour()),
                        server, between, table);
            }
        };
    }

    /** Nothing between the two ends touched the table. A file's beginning is far back, and under a lock not exact. */
    private static Coordinates position(SnapshotPoint point) {
        return switch (point) {
            case SnapshotPoint.Exact(Coordinates at) -> at;
            case SnapshotPoint.Between(Coordinates.Gtid seen, var end) -> seen;
            case SnapshotPoint.Between(Coordinates.FileOffset seen, var end) -> end;
        };
    }

    private static ExactSnapshot openLocked(SourceConnections sources, SourceConnection source,
            ReplicationMechanism mechanism, TableName table) throws SQLException {
        try (Connection locking = sources.openControl(source);
                TableLock _ = TableLock.take(locking, List.of(table), "The table " + table.quoted()
                        + " is written too often to see between two changes where a snapshot of it stands")) {
            Connection connection = sources.openReader(source);
            boolean started = false;
            try {
                ExactSnapshot snapshot = new ExactSnapshot(connection,
                        position(SourceServer.of(source.type()).startSnapshot(connection, mechanism)));
                started = true;
                return snapshot;
            } finally {
                if (!started) {
                    connection.close();
                }
            }
        }
    }
}

package dev.clickpipe.activities.setup;

import dev.clickpipe.activities.binlog.BinlogSource;
import dev.clickpipe.activities.definition.SourceDefinitions;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.history.StartHistory;
import dev.clickpipe.activities.mysql.SnapshotPoint;
import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.activities.mysql.SourceServer;
import dev.clickpipe.activities.mysql.TableLock;
import dev.clickpipe.activities.retention.ChosenStart;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.position.SourceIdentity;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds where the stream of a new pipe starts: where a person chose to, or where a snapshot that begins afterwards sees all that
 * lies before.
 */
final class StartPosition {
    private final SourceConnections sources;
    private final PipeConfiguration configuration;
    private final SourceServer server;

    StartPosition(SourceConnections sources, PipeConfiguration configuration) {
        this.sources = sources;
        this.configuration = configuration;
        server = SourceServer.of(configuration.source().type());
    }

    Position find(int epoch) throws SQLException, InterruptedException {
        try (Connection connection = sources.openControl(configuration.source())) {
            Coordinates chosen = configuration.replication().start();
            if (chosen != null) {
                return ChosenStart.find(connection, configuration.source(), sources, chosen, epoch);
            }
            SourceIdentity identity = server.identity(connection);
            ReplicationMechanism mechanism = configuration.replication().mechanism();
            return switch (mechanism) {
                case GTID -> StartHistory.remember(connection, configuration.source(), sources,
                        new Position(identity, epoch, 0, server.visiblePosition(connection, mechanism)));
                case FILE_POS -> findInFile(connection, identity, epoch);
            };
        }
    }

    private Position findInFile(Connection connection, SourceIdentity identity, int epoch)
            throws SQLException, InterruptedException {
        List<TableName> names = configuration.tables().stream().map(TableMapping::source).distinct().toList();
        Map<TableName, TableDefinition> definitions = new SourceDefinitions(connection).definitions(names);
        StartPositionScan.Start start;
        if (configuration.replication().mode() == ReplicationMode.CDC_ONLY) {
            Coordinates.FileOffset now = server.binlogEnd(connection);
            start = stretch(identity, now, now, definitions);
        } else {
            start = switch (server.startSnapshot(connection, ReplicationMechanism.FILE_POS)) {
                case SnapshotPoint.Exact(Coordinates.FileOffset at) -> stretch(identity, at, at, definitions);
                case SnapshotPoint.Between(Coordinates.FileOffset seen, Coordinates.FileOffset end) ->
                    stretch(identity, seen, end, definitions);
                case SnapshotPoint.Exact(Coordinates.Gtid gtids) -> throw notByFile(gtids);
                case SnapshotPoint.Between(Coordinates.Gtid gtids, Coordinates.FileOffset end) ->
                    throw notByFile(gtids);
            };
            awaitVisible(start.changedBefore());
        }
        return new Position(start.source(), epoch, 0, start.place());
    }

    private static IllegalStateException notByFile(Coordinates.Gtid gtids) {
        return new IllegalStateException("asked for a file and told " + gtids);
    }

    private StartPositionScan.Start stretch(SourceIdentity identity, Coordinates.FileOffset from,
            Coordinates.FileOffset end,
            Map<TableName, TableDefinition> definitions) throws InterruptedException {
        BinlogSource helper = BinlogSource.ofHelper(configuration.source(),
                sources.password(configuration.source()), server.flavour());
        return StartPositionScan.find(helper, identity, from, end, definitions);
    }

    /** What a table's changes in the passed part of the file did may still be on its way from the binlog to the engine. */
    private void awaitVisible(Set<TableName> tables) throws SQLException {
        if (tables.isEmpty()) {
            return;
        }
        try (Connection connection = sources.openControl(configuration.source());
                TableLock _ = TableLock.take(connection, tables,
                        "The stream cannot begin with the current binlog file, because that tells of definitions or"
                                + " settings which are no longer in force, and further on all that lies before must be"
                                + " visible")) {
            // It is, and stays so.
        } catch (PipeException refused) {
            PipeError error = refused.error();
            throw new PipeException(new PipeError(error.kind(), error.message(),
                    "FLUSH BINARY LOGS at the source and resync the pipe; or " + error.remedy(), error.table()),
                    refused);
        }
    }
}

package dev.clickpipe.activities.reload;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import dev.clickpipe.activities.binlog.AppliedGtids;
import dev.clickpipe.activities.definition.SourceDefinitions;
import dev.clickpipe.activities.errors.ErrorClassifier;
import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.activities.mysql.SourceServer;
import dev.clickpipe.activities.mysql.TableLock;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;

/**
 * Waits until SELECT shows what the binlog shows: a server writes a transaction there first, with a semi-synchronous replica
 * seconds before others may see its rows.
 */
final class Visibility {
    private static final long PAUSE_MILLISECONDS = 50;

    private final SourceConnections sources;
    private final PipeConfiguration configuration;
    private final SourceServer server;

    Visibility(SourceConnections sources, PipeConfiguration configuration) {
        this.sources = sources;
        this.configuration = configuration;
        server = SourceServer.of(configuration.source().type());
    }

    /**
     * Returns when everything before a place is visible to connections opened afterwards.
     *
     * @return where the source was by then; all before it is visible too. Of a GTID set what the place has not
     */
    Coordinates await(Coordinates place) throws SQLException, InterruptedException {
        try (Connection connection = sources.openControl(configuration.source())) {
            return switch (place) {
                case Coordinates.Gtid(String set) -> awaitGtids(connection, set);
                case Coordinates.FileOffset _ -> {
                    Coordinates end = server.binlogEnd(connection);
                    while (!lockedOnce(connection)) {
                        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLISECONDS);
                    }
                    yield end;
                }
            };
        }
    }

    private Coordinates awaitGtids(Connection connection, String set) throws SQLException, InterruptedException {
        AppliedGtids wanted = AppliedGtids.parse(server.flavour(), set);
        AppliedGtids visible = visible(connection);
        while (!visible.containsAll(wanted)) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLISECONDS);
            visible = visible(connection);
        }
        return new Coordinates.Gtid(wanted.lacking(visible));
    }

    private AppliedGtids visible(Connection connection) throws SQLException {
        return switch (server.visiblePosition(connection, ReplicationMechanism.GTID)) {
            case Coordinates.Gtid(String applied) -> AppliedGtids.parse(server.flavour(), applied);
            case Coordinates.FileOffset place -> throw new IllegalStateException("asked for GTIDs and told " + place);
        };
    }

    /**
     * Files and offsets say nothing of what is visible; a commit gives its locks back when it is. A table that is gone is named
     * by whoever reads the definitions next, without stopping the others.
     *
     * @return false when a table went meanwhile
     */
    private boolean lockedOnce(Connection connection) throws SQLException {
        List<TableName> asked = configuration.tables().stream().map(TableMapping::source).distinct().toList();
        Set<TableName> there = new SourceDefinitions(connection).definitions(asked).keySet();
        if (there.isEmpty()) {
            return true;
        }
        try (TableLock _ = TableLock.take(connection, there,
                "What was committed shortly before must be visible to the load")) {
            return true;
        } catch (SQLException refused) {
            if (ErrorClassifier.errorOf(refused, null).kind() == ErrorKind.TABLE_MISSING) {
                return false;
            }
            throw refused;
        }
    }
}

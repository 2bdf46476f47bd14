package dev.clickpipe.activities.reload;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.clickpipe.activities.binlog.AppliedGtids;
import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.activities.mysql.SourceServer;
import dev.clickpipe.activities.mysql.TableLock;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.settings.PipeConfiguration;
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

    Visibility(SourceConnections sources, PipeConfiguration configuration) {
        this.sources = sources;
        this.configuration = configuration;
    }

    /** Returns when everything before a place is visible to connections opened afterwards. */
    void await(Coordinates place) throws SQLException, InterruptedException {
        try (Connection connection = sources.openControl(configuration.source())) {
            switch (place) {
                case Coordinates.Gtid(String set) -> awaitGtids(connection, set);
                case Coordinates.FileOffset _ -> lockOnce(connection);
            }
        }
    }

    private void awaitGtids(Connection connection, String set) throws SQLException, InterruptedException {
        SourceServer server = SourceServer.of(configuration.source().type());
        AppliedGtids wanted = AppliedGtids.parse(server.flavour(), set);
        while (!covers(server.visiblePosition(connection, configuration.replication().mechanism()), server, wanted)) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLISECONDS);
        }
    }

    private static boolean covers(Coordinates visible, SourceServer server, AppliedGtids wanted) {
        return visible instanceof Coordinates.Gtid(String applied)
                && AppliedGtids.parse(server.flavour(), applied).containsAll(wanted);
    }

    /** Files and offsets say nothing of what is visible; a commit gives its locks back when it is. */
    private void lockOnce(Connection connection) throws SQLException {
        List<TableName> names = configuration.tables().stream().map(TableMapping::source).distinct().toList();
        try (TableLock _ = TableLock.take(connection, names,
                "What was committed shortly before must be visible to the load")) {
            // It is.
        }
    }
}

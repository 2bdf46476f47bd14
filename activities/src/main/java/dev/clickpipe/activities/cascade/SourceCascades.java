package dev.clickpipe.activities.cascade;

import dev.clickpipe.activities.definition.SourceDefinitions;
import dev.clickpipe.activities.mysql.CascadeLogging;
import dev.clickpipe.activities.mysql.SourceServer;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a source says of its foreign keys now. Of a stream that is behind it says what its keys have become: good enough to
 * warn, and to count what may have been.
 *
 * @param graph the keys by which changes reach the pipe's tables
 * @param logging whether the server writes to its binlog what they do
 */
public record SourceCascades(CascadeGraph graph, CascadeLogging logging) {
    /** Reads both. */
    public static SourceCascades read(Connection connection, PipeConfiguration configuration) throws SQLException {
        List<ForeignKey> keys = new SourceForeignKeys(connection).reaching(
                configuration.tables().stream().map(TableMapping::source).distinct().toList());
        CascadeGraph graph = new CascadeGraph(keys, configuration.tables(), rowEnds(connection, keys));
        return new SourceCascades(graph, graph.keys().isEmpty()
                ? CascadeLogging.ON
                : SourceServer.of(configuration.source().type()).cascadeLogging(connection));
    }

    private static Map<TableName, String> rowEnds(Connection connection, List<ForeignKey> keys) throws SQLException {
        Map<TableName, String> rowEnds = new HashMap<>();
        List<TableName> parents = keys.stream().map(ForeignKey::parent).distinct().toList();
        new SourceDefinitions(connection).definitions(parents).forEach((parent, definition) -> {
            if (definition.rowEnd() != null) {
                rowEnds.put(parent, definition.rowEnd());
            }
        });
        return rowEnds;
    }

    /** The keys to warn of: none where the server logs what they do. */
    public CascadeGraph unreplicated() {
        return logging == CascadeLogging.ON ? CascadeGraph.NONE : graph;
    }
}

package dev.clickpipe.activities.cascade;

import dev.clickpipe.activities.mysql.CascadeLogging;
import dev.clickpipe.activities.mysql.SourceServer;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableMapping;
import java.sql.Connection;
import java.sql.SQLException;

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
        CascadeGraph graph = new CascadeGraph(new SourceForeignKeys(connection).reaching(
                configuration.tables().stream().map(TableMapping::source).distinct().toList()),
                configuration.tables());
        return new SourceCascades(graph, graph.keys().isEmpty()
                ? CascadeLogging.ON
                : SourceServer.of(configuration.source().type()).cascadeLogging(connection));
    }

    /** The keys to warn of: none where the server logs what they do. */
    public CascadeGraph unreplicated() {
        return logging == CascadeLogging.ON ? CascadeGraph.NONE : graph;
    }
}

package dev.clickpipe.activities.snapshot;

import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.clickhouse.InsertTarget;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.activities.snapshot.partition.PartitionKey;
import dev.clickpipe.activities.types.RowLayout;
import dev.clickpipe.workflows.contract.LoadRequest;
import dev.clickpipe.workflows.contract.Route;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableMapping;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;

/**
 * One range of one source table, written in blocks straight into a keyed destination: one is written while the next is
 * read. Versions make its order against the stream, and a repetition, harmless.
 */
final class PartitionLoad {
    private final LoadRequest request;
    private final TableMapping mapping;
    private final ClickHouse clickHouse;
    private final ExecutorService threads;

    PartitionLoad(LoadRequest request, TableMapping mapping, ClickHouse clickHouse, ExecutorService threads) {
        this.request = request;
        this.mapping = mapping;
        this.clickHouse = clickHouse;
        this.threads = threads;
    }

    /** Loads the range; returns when all is acknowledged. */
    void run(SourceConnections sources, TableDefinition definition, RowLayout layout, LoadProgress progress)
            throws SQLException, InterruptedException {
        PipeConfiguration configuration = request.configuration();
        SnapshotVisibility view = SnapshotVisibility.of(request);
        for (Route route : request.table().routes()) {
            InsertTarget target = InsertTarget.of(configuration.destinationDatabase(), route.target(), layout, null);
            String range = PartitionKey.of(definition, mapping).map(key -> key.rows(request.partition())).orElse("");
            try (BlockWriter writer = new BlockWriter(rows -> clickHouse.insert(target, rows::writeTo), threads,
                    progress)) {
                TableReader.read(view.open(sources), definition, layout, request.version(),
                        range, writer);
            }
        }
    }
}

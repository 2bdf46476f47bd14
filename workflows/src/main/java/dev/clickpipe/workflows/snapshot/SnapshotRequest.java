package dev.clickpipe.workflows.snapshot;

import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.position.RowVersion;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import java.util.List;

/**
 * Asks for tables to be loaded.
 *
 * @param done what earlier runs finished already
 * @param version that the rows get; see {@code RowVersion.ofLoad}
 */
public record SnapshotRequest(PipeConfiguration configuration, List<RoutedTable> tables, List<TableLoad> done,
        long version) {
    public SnapshotRequest {
        tables = List.copyOf(tables);
        done = List.copyOf(done);
        version = RowVersion.orLowest(version);
    }
}

package dev.clickpipe.workflows.snapshot;

import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import java.util.List;

/**
 * Asks for tables to be loaded.
 *
 * @param done what earlier runs finished already
 */
public record SnapshotRequest(PipeConfiguration configuration, List<RoutedTable> tables, List<TableLoad> done) {
    public SnapshotRequest {
        tables = List.copyOf(tables);
        done = List.copyOf(done);
    }
}

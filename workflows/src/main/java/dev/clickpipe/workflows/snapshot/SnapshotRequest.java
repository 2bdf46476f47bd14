package dev.clickpipe.workflows.snapshot;

import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.RowVersion;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for tables to be loaded.
 *
 * @param done what earlier runs finished already
 * @param version that the rows get; see {@code RowVersion.ofLoad}
 * @param start of the stream that follows; null when none does
 */
public record SnapshotRequest(PipeConfiguration configuration, List<RoutedTable> tables, List<TableLoad> done,
        long version, @Nullable Coordinates start) {
    public SnapshotRequest {
        tables = List.copyOf(tables);
        done = List.copyOf(done);
        version = RowVersion.orLowest(version);
    }
}

package dev.clickpipe.workflows.contract;

import dev.clickpipe.workflows.position.RowVersion;
import dev.clickpipe.workflows.settings.PipeConfiguration;

/**
 * Asks for one partition to be loaded.
 *
 * @param version that its rows get; see {@code RowVersion.ofLoad}
 */
public record LoadRequest(PipeConfiguration configuration, RoutedTable table, Partition partition, long version) {
    public LoadRequest {
        version = RowVersion.orLowest(version);
    }
}

package dev.clickpipe.workflows.contract;

import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.RowVersion;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one partition to be loaded.
 *
 * @param version that its rows get; see {@code RowVersion.ofLoad}
 * @param start of the stream that follows, which brings nothing from before; null when none does
 */
public record LoadRequest(PipeConfiguration configuration, RoutedTable table, Partition partition, long version,
        @Nullable Coordinates start) {
    public LoadRequest {
        version = RowVersion.orLowest(version);
    }
}

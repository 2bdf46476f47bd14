package dev.clickpipe.workflows.contract;

import java.util.List;

import dev.clickpipe.workflows.position.RowVersion;
import dev.clickpipe.workflows.settings.PipeConfiguration;

/**
 * Asks for loaded tables to be put where they belong.
 *
 * @param configuration with the targets that people read
 * @param followed tables of the pipe, with what stood behind their names until now
 * @param loaded with the tables that were loaded, each's routes in the order of the configuration's mappings
 * @param loadVersion version of the loaded rows
 */
public record SwapRequest(PipeConfiguration configuration, List<RoutedTable> followed, List<RoutedTable> loaded,
        long loadVersion) {
    public SwapRequest {
        followed = List.copyOf(followed);
        loaded = List.copyOf(loaded);
        loadVersion = RowVersion.orLowest(loadVersion);
    }
}

package dev.clickpipe.workflows.contract;

import java.util.List;

/**
 * What set-up left standing.
 *
 * @param tables one per table of the configuration, in its order
 * @param epoch first epoch of the pipe: one above the highest in its destination tables
 */
public record SetupResult(List<RoutedTable> tables, int epoch) {
    public SetupResult {
        tables = List.copyOf(tables);
    }
}

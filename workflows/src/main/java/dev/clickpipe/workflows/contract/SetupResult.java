package dev.clickpipe.workflows.contract;

import java.util.List;

/**
 * What set-up left standing.
 *
 * @param tables one per table of the configuration, in its order
 * @param epoch first epoch of the pipe: one above the highest in its destination tables
 * @param cascades of tables with foreign keys whose actions are not replicated; empty without a stream
 */
public record SetupResult(List<RoutedTable> tables, int epoch, List<TableCascades> cascades) {
    public SetupResult {
        tables = List.copyOf(tables);
        cascades = cascades == null ? List.of() : List.copyOf(cascades);
    }

    /** Of tables without such keys. */
    public SetupResult(List<RoutedTable> tables, int epoch) {
        this(tables, epoch, List.of());
    }
}

package dev.clickpipe.workflows.memory;

import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.contract.TableCascades;
import dev.clickpipe.workflows.contract.TableChanges;
import dev.clickpipe.workflows.pipe.TableSummary;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import dev.clickpipe.workflows.snapshot.TableLoad;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Rows and changes per table, added up over loads and leases. */
final class TableCounters {
    private final Map<TableName, TableSummary> summaries = new LinkedHashMap<>();

    TableCounters(PipeConfiguration configuration, List<TableSummary> earlier) {
        for (TableMapping table : configuration.tables()) {
            summaries.put(table.source(), TableSummary.of(table));
        }
        earlier.forEach(summary -> summaries.put(summary.source(), summary));
    }

    /** Whether it counts exactly these tables. */
    boolean follows(Collection<TableName> tables) {
        return summaries.keySet().equals(new LinkedHashSet<>(tables));
    }

    List<TableSummary> summaries() {
        return List.copyOf(summaries.values());
    }

    /** What is loaded again counts from the beginning. */
    void clear(Collection<TableName> tables) {
        tables.forEach(table -> summaries.computeIfPresent(table, (name, was) -> was.cleared()));
    }

    /** A load counts from its beginning, so its latest figures replace the earlier ones. */
    void loaded(List<TableLoad> loads) {
        for (TableLoad load : loads) {
            summaries.computeIfPresent(load.table(), (name, was) -> was.loaded(load));
        }
    }

    /** A lease counts from its own beginning, so its totals are added once, when it ends. */
    void changed(List<TableChanges> changes) {
        for (TableChanges change : changes) {
            summaries.computeIfPresent(change.table(), (name, was) -> was.changed(change));
        }
    }

    /** What set-up found of foreign keys. */
    void warned(List<TableCascades> found) {
        for (TableCascades table : found) {
            summaries.computeIfPresent(table.table(), (name, was) -> was.warned(table.cascades()));
        }
    }

    /** Set-up may route tables that the configuration spells alike. */
    static boolean complete(List<RoutedTable> tables, List<TableLoad> loads) {
        return loads.size() == tables.size() && loads.stream().allMatch(TableLoad::finished);
    }
}

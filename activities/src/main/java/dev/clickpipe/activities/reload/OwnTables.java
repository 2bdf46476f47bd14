package dev.clickpipe.activities.reload;

import java.util.List;

import dev.clickpipe.activities.clickhouse.DestinationTable;
import dev.clickpipe.activities.clickhouse.TableSpecification;
import dev.clickpipe.workflows.contract.Route;
import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.settings.PipeConfiguration;

/** Tells a pipe's tables from those of others: by their comments, and those that it took over by what it knows of them. */
final class OwnTables {
    private final PipeConfiguration configuration;
    private final List<Route> followed;

    OwnTables(PipeConfiguration configuration, List<RoutedTable> followed) {
        this.configuration = configuration;
        this.followed = followed.stream().flatMap(table -> table.routes().stream()).toList();
    }

    /** Whether the pipe may replace it. */
    boolean contain(DestinationTable table) {
        return TableSpecification.isMadeBy(configuration, table)
                || followed.stream().anyMatch(route -> route.tableUuid().equals(table.uuid()));
    }

    /**
     * Whether it is one that people read.
     *
     * @param target where another table stands: what stood there was exchanged, by a reload that did not come to its end
     */
    boolean areRead(DestinationTable table, String target) {
        return followed.stream()
                .anyMatch(route -> route.tableUuid().equals(table.uuid()) && !route.target().equals(target));
    }

    /** Whether a person made it, with columns, projections or settings of their own. */
    boolean isTakenOver(DestinationTable table) {
        return contain(table) && !TableSpecification.isCopyBy(configuration, table);
    }
}

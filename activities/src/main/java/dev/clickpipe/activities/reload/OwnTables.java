package dev.clickpipe.activities.reload;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.clickpipe.activities.clickhouse.DestinationTable;
import dev.clickpipe.activities.clickhouse.TableSpecification;
import dev.clickpipe.workflows.contract.Route;
import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.settings.PipeConfiguration;

/** Tells a pipe's tables from those of others: by their comments, and those that it took over by what it knows of them. */
final class OwnTables {
    private final PipeConfiguration configuration;
    private final Set<String> followed;

    OwnTables(PipeConfiguration configuration, List<RoutedTable> followed) {
        this.configuration = configuration;
        this.followed = followed.stream().flatMap(table -> table.routes().stream()).map(Route::tableUuid)
                .collect(Collectors.toSet());
    }

    /** Whether the pipe may replace it. */
    boolean contain(DestinationTable table) {
        return TableSpecification.isMadeBy(configuration, table) || followed.contains(table.uuid());
    }

    /** Whether it is one that people read. */
    boolean areRead(DestinationTable table) {
        return followed.contains(table.uuid());
    }

    /** Whether a person made it, with columns, projections or settings of their own. */
    boolean isTakenOver(DestinationTable table) {
        return contain(table) && !TableSpecification.isCopyBy(configuration, table);
    }
}

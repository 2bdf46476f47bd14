package dev.clickpipe.workflows.contract;

import dev.clickpipe.workflows.settings.TableName;
import java.util.Collection;
import java.util.List;

/**
 * A source table, the revision of its definition in force, and the destination tables it feeds.
 *
 * @param definitionRevision revision under which its definition is recorded at the destination
 */
public record RoutedTable(TableName source, int definitionRevision, List<Route> routes) {
    public RoutedTable {
        routes = List.copyOf(routes);
    }

    /** The tables of a list that are not among those. */
    public static List<RoutedTable> without(List<RoutedTable> tables, Collection<TableName> those) {
        return tables.stream().filter(table -> !those.contains(table.source())).toList();
    }

    /** The same when the stream is past the loads of these destination tables. */
    public RoutedTable passed(List<String> targets) {
        return new RoutedTable(source, definitionRevision,
                routes.stream().map(route -> targets.contains(route.target()) ? route.passed() : route).toList());
    }

    /** The same with another table behind the name of one route. */
    public RoutedTable with(Route replaced) {
        return new RoutedTable(source, definitionRevision, routes.stream()
                .map(route -> route.target().equals(replaced.target()) ? replaced : route).toList());
    }
}

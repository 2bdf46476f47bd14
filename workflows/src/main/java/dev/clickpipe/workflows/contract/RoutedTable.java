package dev.clickpipe.workflows.contract;

import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.settings.TableName;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source table, the revision of its definition in force, and the destination tables it feeds.
 *
 * @param definitionRevision revision under which its definition is recorded at the destination
 * @param seenUntil transactions that lay before its definition and before its load, which a stream that begins further back
 * passes over, whatever they did to the table; null when there are none, or the stream is past them
 */
public record RoutedTable(TableName source, int definitionRevision, List<Route> routes,
        @Nullable Coordinates seenUntil) {
    public RoutedTable {
        routes = List.copyOf(routes);
    }

    /** One that its stream has nothing to pass over of. */
    public RoutedTable(TableName source, int definitionRevision, List<Route> routes) {
        this(source, definitionRevision, routes, null);
    }

    /** The tables of a list that are not among those. */
    public static List<RoutedTable> without(List<RoutedTable> tables, Collection<TableName> those) {
        return tables.stream().filter(table -> !those.contains(table.source())).toList();
    }

    /** The same, defined and loaded after these transactions; null for none. */
    public RoutedTable seen(@Nullable Coordinates until) {
        return new RoutedTable(source, definitionRevision, routes, until);
    }

    /** The same when the stream is past the loads of these destination tables; their definition is older than those. */
    public RoutedTable passed(List<String> targets) {
        boolean past = routes.stream().anyMatch(route -> targets.contains(route.target()));
        return new RoutedTable(source, definitionRevision,
                routes.stream().map(route -> targets.contains(route.target()) ? route.passed() : route).toList(),
                past ? null : seenUntil);
    }

    /** The same with other tables behind its routes. */
    public RoutedTable through(List<Route> others) {
        return new RoutedTable(source, definitionRevision, others, seenUntil);
    }

    /** The same with another table behind the name of one route. */
    public RoutedTable with(Route replaced) {
        return through(routes.stream().map(route -> route.target().equals(replaced.target()) ? replaced : route)
                .toList());
    }
}

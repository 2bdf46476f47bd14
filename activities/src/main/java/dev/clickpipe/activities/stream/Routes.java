package dev.clickpipe.activities.stream;

import static java.util.Objects.requireNonNull;

import dev.clickpipe.activities.clickhouse.DefinitionStore;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.types.RowLayout;
import dev.clickpipe.workflows.contract.Route;
import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.contract.StreamLease;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which source tables a lease follows, and which destination tables each of them feeds. */
final class Routes {
    private final List<SourceTable> sources = new ArrayList<>();
    private final List<StreamTarget> destinations = new ArrayList<>();
    private final Map<TableName, SourceTable> byName = new HashMap<>();

    private Routes() {}

    /** The routes of a lease, by the definitions in force; looks at every appended table, how far it is. */
    static Routes open(StreamLease lease, DefinitionStore store, StreamTargets targets) {
        Map<TableName, TableDefinition> definitions = store.readAll(lease.configuration().pipeId(), lease.tables()
                .stream().collect(Collectors.toMap(RoutedTable::source, RoutedTable::definitionRevision)));
        Routes routes = new Routes();
        for (RoutedTable table : lease.tables()) {
            routes.add(lease.configuration(), table, requireNonNull(definitions.get(table.source())), targets);
        }
        return routes;
    }

    private void add(PipeConfiguration configuration, RoutedTable table, TableDefinition definition,
            StreamTargets targets) {
        List<StreamTarget> fed = new ArrayList<>();
        for (Route route : table.routes()) {
            TableMapping mapping = mappingOf(configuration, table.source(), route);
            RowLayout layout = RowLayout.of(definition, mapping, configuration.replication());
            fed.add(targets.of(destinations.size() + fed.size(), table.source(), layout, route));
        }
        destinations.addAll(fed);
        SourceTable source = new SourceTable(sources.size(), definition, fed);
        sources.add(source);
        byName.put(table.source(), source);
    }

    private static TableMapping mappingOf(PipeConfiguration configuration, TableName source, Route route) {
        return configuration.tables().stream()
                .filter(mapping -> mapping.source().equals(source) && mapping.target().equals(route.target()))
                .findFirst().orElseThrow(() -> new IllegalStateException(
                        "no mapping from " + source.quoted() + " to " + route.target() + " in the pipe's settings"));
    }

    /** All source tables, by number. */
    List<SourceTable> sources() {
        return List.copyOf(sources);
    }

    /** All destination tables, by number. */
    List<StreamTarget> destinations() {
        return List.copyOf(destinations);
    }

    /** The source table of that name; null when the lease does not follow it. */
    @Nullable
    SourceTable source(TableName name) {
        return byName.get(name);
    }
}

package dev.clickpipe.activities.stream;

import static java.util.Objects.requireNonNull;

import dev.clickpipe.activities.cascade.CascadeGraph;
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
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which source tables a lease follows, and which destination tables each of them feeds. */
final class Routes {
    private final List<ReplicatedTable> sources;
    private final List<StreamTarget> destinations;
    private final Map<TableName, ReplicatedTable> byName;
    private final CascadeGraph cascades;

    private Routes(List<ReplicatedTable> sources, List<StreamTarget> destinations, CascadeGraph cascades) {
        this.cascades = cascades;
        this.sources = List.copyOf(sources);
        this.destinations = List.copyOf(destinations);
        byName = sources.stream().collect(Collectors.toMap(ReplicatedTable::name, Function.identity()));
    }

    /** The routes of a lease, by the definitions in force; looks at every appended table, how far it is. */
    static Routes open(StreamLease lease, DefinitionStore store, StreamTargets targets) throws InterruptedException {
        Map<TableName, TableDefinition> definitions = store.readAll(lease.configuration().pipeId(), lease.tables()
                .stream().collect(Collectors.toMap(RoutedTable::source, RoutedTable::definitionRevision)));
        List<UnopenedTarget> wanted = new ArrayList<>();
        for (RoutedTable table : lease.tables()) {
            TableDefinition definition = requireNonNull(definitions.get(table.source()));
            for (Route route : table.routes()) {
                RowLayout layout = RowLayout.of(definition, mappingOf(lease.configuration(), table.source(), route),
                        lease.configuration().replication());
                wanted.add(new UnopenedTarget(wanted.size(), table.source(), layout, route));
            }
        }
        List<StreamTarget> destinations = targets.open(wanted);
        List<ReplicatedTable> sources = new ArrayList<>();
        for (RoutedTable table : lease.tables()) {
            sources.add(new ReplicatedTable(sources.size(), requireNonNull(definitions.get(table.source())),
                    destinations.stream().filter(target -> target.source().equals(table.source())).toList(),
                    targets.loads().ahead(table.seenUntil())));
        }
        return new Routes(sources, destinations, CascadeGraph.NONE);
    }

    /** The same with the foreign keys that are watched. */
    Routes watching(CascadeGraph graph) {
        return new Routes(sources, destinations, graph);
    }

    /** The foreign keys that are watched. */
    CascadeGraph cascades() {
        return cascades;
    }

    private static TableMapping mappingOf(PipeConfiguration configuration, TableName source, Route route) {
        return configuration.tables().stream()
                .filter(mapping -> mapping.source().equals(source) && mapping.target().equals(route.target()))
                .findFirst().orElseThrow(() -> new IllegalStateException(
                        "no mapping from " + source.quoted() + " to " + route.target() + " in the pipe's settings"));
    }

    /** All source tables, by number. */
    List<ReplicatedTable> sources() {
        return sources;
    }

    /** All destination tables, by number. */
    List<StreamTarget> destinations() {
        return destinations;
    }

    /** The source table of that name; null when the lease does not follow it. */
    @Nullable
    ReplicatedTable source(TableName name) {
        return byName.get(name);
    }
}

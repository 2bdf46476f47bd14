package dev.clickpipe.activities.setup;

import static java.util.Objects.requireNonNull;

import dev.clickpipe.activities.calls.HeartbeatingCall;
import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.clickhouse.DefinitionStore;
import dev.clickpipe.activities.clickhouse.ActivePipes;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.faults.FaultPoint;
import dev.clickpipe.activities.faults.FaultPoints;
import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.workflows.contract.Route;
import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.contract.SetupActivities;
import dev.clickpipe.workflows.contract.SetupResult;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prepares the destination of a pipe and finds its start. */
public final class SetupActivitiesImpl implements SetupActivities {
    private final SourceConnections sources;
    private final ClickHouse clickHouse;
    private final ActivePipes living;

    /** Reads definitions from sources and makes tables at the destination. */
    public SetupActivitiesImpl(SourceConnections sources, ClickHouse clickHouse, ActivePipes living) {
        this.living = living;
        this.sources = sources;
        this.clickHouse = clickHouse;
    }

    @Override
    public SetupResult setUp(PipeConfiguration configuration, @Nullable List<TableName> joining) {
        return HeartbeatingCall.run(null, () -> {
            SourceInspection found = find(configuration, joining == null ? List.of() : joining);
            Map<TableName, Integer> revisions = record(configuration, found.definitions());
            FaultPoints.reach(FaultPoint.SETUP_AFTER_RECORD);
            return makeTables(configuration, found, revisions);
        });
    }

    private SourceInspection find(PipeConfiguration configuration, List<TableName> joining) throws SQLException {
        try (Connection connection = sources.openControl(configuration.source())) {
            return SourceInspection.read(connection, configuration, joining);
        }
    }

    private Map<TableName, Integer> record(PipeConfiguration configuration,
            Map<TableName, TableDefinition> definitions) {
        DefinitionStore store = new DefinitionStore(clickHouse, configuration.destinationDatabase());
        store.create();
        Map<TableName, Integer> revisions = new LinkedHashMap<>();
        definitions.forEach((name, definition) -> revisions.put(name,
                store.record(configuration.pipeId(), definition)));
        return revisions;
    }

    private SetupResult makeTables(PipeConfiguration configuration, SourceInspection found,
            Map<TableName, Integer> revisions) {
        TargetTables targets = new TargetTables(clickHouse, configuration, living);
        Map<TableName, List<Route>> routes = new LinkedHashMap<>();
        int epoch = 1;
        for (TableMapping mapping : configuration.tables()) {
            TableDefinition definition = requireNonNull(found.definitions().get(mapping.source()));
            FaultPoints.reach(FaultPoint.SETUP_BEFORE_CREATE);
            Route route = targets.make(mapping, definition);
            FaultPoints.reach(FaultPoint.SETUP_AFTER_CREATE);
            routes.computeIfAbsent(mapping.source(), _ -> new ArrayList<>()).add(route);
            epoch = Math.max(epoch, targets.epochAbove(route, mapping));
        }
        List<RoutedTable> tables = new ArrayList<>();
        routes.forEach((name, fed) -> tables.add(new RoutedTable(name, requireNonNull(revisions.get(name)), fed)));
        return new SetupResult(tables, epoch, found.cascades());
    }

    @Override
    public Position readStartPosition(PipeConfiguration configuration, int epoch) {
        return HeartbeatingCall.run(null, () -> new StartPosition(sources, configuration).find(epoch));
    }
}

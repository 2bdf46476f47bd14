package dev.clickpipe.activities.snapshot;

import dev.clickpipe.activities.calls.HeartbeatingCall;
import dev.clickpipe.activities.calls.ReleasesWork;
import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.clickhouse.DefinitionStore;
import dev.clickpipe.activities.definition.SourceDefinitions;
import dev.clickpipe.activities.definition.SourceTableKind;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.faults.FaultPoint;
import dev.clickpipe.activities.faults.FaultPoints;
import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.activities.snapshot.partition.PartitionKey;
import dev.clickpipe.activities.snapshot.partition.PartitionPlanner;
import dev.clickpipe.activities.types.WriteMode;
import dev.clickpipe.activities.types.ClampedValueMetrics;
import dev.clickpipe.activities.types.RowLayout;
import dev.clickpipe.workflows.contract.LoadRequest;
import dev.clickpipe.workflows.contract.LoadTable;
import dev.clickpipe.workflows.contract.LoadedPartition;
import dev.clickpipe.workflows.contract.PartitionPlan;
import dev.clickpipe.workflows.contract.PlanRequest;
import dev.clickpipe.workflows.contract.Route;
import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.contract.SnapshotActivities;
import dev.clickpipe.workflows.contract.LoadTableSwapRequest;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import io.temporal.activity.Activity;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The snapshot's activities. Owns the threads that write one block of rows while the next is read. */
public final class SnapshotActivitiesImpl implements SnapshotActivities, ReleasesWork, AutoCloseable {
    private final SourceConnections sources;
    private final ClickHouse clickHouse;
    private final ClampedValueMetrics losses;
    private final ExecutorService inserts = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("snapshot-insert-", 0).factory());
    private final AtomicInteger held = new AtomicInteger();
    private volatile boolean releasing;

    /** Reads from sources and writes to the destination. */
    public SnapshotActivitiesImpl(SourceConnections sources, ClickHouse clickHouse, ClampedValueMetrics losses) {
        this.sources = sources;
        this.clickHouse = clickHouse;
        this.losses = losses;
    }

    @Override
    public PartitionPlan plan(PlanRequest request) {
        TableName name = request.table().source();
        return HeartbeatingCall.run(name, () -> {
            TableDefinition definition = definition(request.configuration(), request.table());
            // A reader's connection: what is read of a cold index may be silent for long.
            try (Connection connection = sources.openReader(request.configuration().source())) {
                SourceDefinitions source = new SourceDefinitions(connection);
                SourceTableKind facts = source.tables(List.of(name)).get(name);
                long estimatedRows = facts == null ? 0 : facts.estimatedRows();
                TableMapping mapping = mapping(request.configuration(), name);
                // Rows of an appended table must be of one moment, and so of one connection.
                Optional<PartitionKey> key = WriteMode.of(definition, mapping) == WriteMode.APPEND
                        ? Optional.empty()
                        : PartitionKey.of(definition, mapping);
                return new PartitionPlanner(name, key, source.indexes(name), facts == null ? null : facts.engine(),
                        request.configuration().replication().snapshotRowsPerPartition(), estimatedRows)
                        .plan(connection, request.after(), request.firstNumber(), request.limit(),
                                PartitionPlanner.PATIENCE);
            }
        });
    }

    @Override
    public LoadedPartition load(LoadRequest request) {
        LoadProgress progress = new LoadProgress();
        held.incrementAndGet();
        try {
            LoadAttempt attempt = LoadAttempt.of(Activity.getExecutionContext().getInfo());
            LoadedPartition loaded = HeartbeatingCall.run(request.table().source(),
                    () -> loaded(request, progress, null),
                    () -> releasing, () -> loaded(request, progress, run(request, attempt, progress)));
            losses.count(request.configuration().pipeId(), request.table().source(), loaded.losses());
            FaultPoints.reach(FaultPoint.SNAPSHOT_BEFORE_RETURN);
            return loaded;
        } finally {
            held.decrementAndGet();
        }
    }

    private @Nullable LoadTable run(LoadRequest request, LoadAttempt attempt, LoadProgress progress)
            throws SQLException, InterruptedException {
        TableDefinition definition = definition(request.configuration(), request.table());
        TableMapping mapping = mapping(request.configuration(), request.table().source());
        RowLayout layout = RowLayout.of(definition, mapping, request.configuration().replication());
        return switch (layout.writeMode()) {
            case UPSERT, DISCARD -> {
                new PartitionLoad(request, mapping, clickHouse, inserts).run(sources, definition, layout, progress);
                yield null;
            }
            case APPEND ->
                new AppendOnlyLoad(request, mapping, clickHouse, inserts, attempt).run(sources, definition, layout,
                        progress);
        };
    }

    private static LoadedPartition loaded(LoadRequest request, LoadProgress progress, @Nullable LoadTable loadTable) {
        LoadProgress.Loaded loaded = progress.loaded();
        return new LoadedPartition(request.partition().number(), loaded.rows(), loaded.bytes(), loaded.losses(),
                loadTable);
    }

    @Override
    public void dropLoadTables(PipeConfiguration configuration) {
        HeartbeatingCall.run(null, () -> {
            LoadTables.dropAll(clickHouse, configuration);
            return true;
        });
    }

    @Override
    public Route takePlace(LoadTableSwapRequest request) {
        return HeartbeatingCall.run(request.source(), () -> new LoadTableSwap(clickHouse, request).run());
    }

    private TableDefinition definition(PipeConfiguration configuration, RoutedTable table) {
        return new DefinitionStore(clickHouse, configuration.destinationDatabase()).read(configuration.pipeId(),
                table.source(), table.definitionRevision());
    }

    /** The first mapping of a source table decides how it is cut, for all its destinations. */
    private static TableMapping mapping(PipeConfiguration configuration, TableName name) {
        return configuration.tables().stream().filter(mapping -> mapping.source().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalStateException("no mapping of " + name.quoted()));
    }

    /** Lets every load end soon, to be repeated by another worker. */
    @Override
    public void release() {
        releasing = true;
    }

    @Override
    public boolean isHolding() {
        return held.get() > 0;
    }

    @Override
    public void close() {
        inserts.shutdownNow();
    }
}

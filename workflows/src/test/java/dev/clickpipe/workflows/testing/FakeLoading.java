package dev.clickpipe.workflows.testing;

import dev.clickpipe.workflows.contract.KeyBound;
import dev.clickpipe.workflows.contract.ObsoleteTable;
import dev.clickpipe.workflows.contract.LoadRequest;
import dev.clickpipe.workflows.contract.LoadTable;
import dev.clickpipe.workflows.contract.LoadedPartition;
import dev.clickpipe.workflows.contract.Partition;
import dev.clickpipe.workflows.contract.PartitionPlan;
import dev.clickpipe.workflows.contract.PlanRequest;
import dev.clickpipe.workflows.contract.ReadinessActivities;
import dev.clickpipe.workflows.contract.ReloadActivities;
import dev.clickpipe.workflows.contract.Route;
import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.contract.SwapRequest;
import dev.clickpipe.workflows.contract.SwapResult;
import dev.clickpipe.workflows.contract.SetupActivities;
import dev.clickpipe.workflows.contract.SetupResult;
import dev.clickpipe.workflows.contract.SnapshotActivities;
import dev.clickpipe.workflows.contract.LoadTableSwapRequest;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.failure.PipeFailures;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import dev.clickpipe.workflows.snapshot.SnapshotRequest;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Set-up and loads. Each table has {@link #partitionsPerTable} partitions of ten rows. */
public final class FakeLoading implements SetupActivities, SnapshotActivities, ReloadActivities, ReadinessActivities {
    /** Where the source is by the time that tables are set up beside others. */
    public static final Coordinates SEEN = new Coordinates.Gtid("seen:1-9");

    private static final long ROWS = 10;
    /** Partitions of every table. */
    public volatile int partitionsPerTable = 3;
    /** Partitions that may finish in all; the others wait until there are more. */
    public volatile int mayFinish = Integer.MAX_VALUE;
    /** Whether set-up waits. */
    public volatile boolean setupBlocked;
    /** What set-up throws. */
    public volatile @Nullable PipeError setupError;
    /** What set-up throws when the table that it is about is among those to set up. */
    public volatile @Nullable PipeError setupErrorOf;
    /**
     * What the load of a table's first partition throws. All that is loaded with it waits to be cancelled: the in-memory server
     * hangs when a call is cancelled that has just ended.
     */
    public volatile @Nullable PipeError loadError;
    /** Whether tables are appended: what loads leave is a load table. */
    public volatile boolean appended;
    /** Whether load tables wait before they take their place. */
    public volatile boolean placesBlocked;
    /** What a swap throws. */
    public volatile @Nullable PipeError swapError;
    /** Whether swaps wait. */
    public volatile boolean swapBlocked;
    /** What dropping what loads left throws. */
    public volatile @Nullable PipeError dropError;
    /** Whether what reloads left waits to be dropped. */
    public volatile boolean dropsBlocked;
    /** What a swap sets aside of others. */
    public volatile List<String> kept = List.of();
    /** What was dropped of what reloads left. */
    public final List<ObsoleteTable> dropped = new CopyOnWriteArrayList<>();
    /** Swaps as they came. */
    public final List<SwapRequest> swaps = new CopyOnWriteArrayList<>();
    /** In which order things were asked for. */
    public final List<String> calls = new CopyOnWriteArrayList<>();
    /** Plans as they were asked for. */
    public final List<PlanRequest> plans = new CopyOnWriteArrayList<>();
    /** How often each partition was loaded. */
    public final Map<String, Integer> loads = new ConcurrentHashMap<>();
    /** The version that the latest load was to give its rows. */
    public volatile long loadVersion;
    public volatile @Nullable Coordinates loadStart;
    /** Loads at work. */
    public final AtomicInteger active = new AtomicInteger();
    /** Most loads that were ever at work at one time. */
    public final AtomicInteger mostActive = new AtomicInteger();
    private final AtomicInteger finished = new AtomicInteger();

    @Override
    public void answer() {}

    @Override
    public SetupResult setUp(PipeConfiguration configuration, @Nullable List<TableName> joining) {
        calls.add("setUp");
        FakeHeartbeats.until(Activity.getExecutionContext(), () -> "waiting", () -> !setupBlocked);
        throwIfSet(setupError);
        PipeError error = setupErrorOf;
        if (error != null
                && configuration.tables().stream().anyMatch(mapping -> mapping.source().equals(error.table()))) {
            throwIfSet(error);
        }
        return new SetupResult(Samples.routed(configuration).stream().map(this::made).toList(), 7);
    }

    private RoutedTable made(RoutedTable table) {
        return appended
                ? table.through(table.routes().stream()
                        .map(route -> new Route(route.target(), route.tableUuid(), "generation", null)).toList())
                : table;
    }

    @Override
    public Position readStartPosition(PipeConfiguration configuration, int epoch) {
        calls.add("readStartPosition");
        return Samples.position(100).inEpoch(epoch);
    }

    @Override
    public PartitionPlan plan(PlanRequest request) {
        plans.add(request);
        calls.add("plan " + request.table().source().table() + " " + request.firstNumber());
        List<Partition> partitions = new ArrayList<>();
        int number = request.firstNumber();
        while (partitions.size() < request.limit() && number < partitionsPerTable) {
            partitions.add(new Partition(number, bound(number), bound(number + 1)));
            number++;
        }
        return new PartitionPlan(partitions, number < partitionsPerTable ? bound(number) : null,
                partitionsPerTable * ROWS, partitionsPerTable);
    }

    private static KeyBound bound(int number) {
        return KeyBound.of(List.of(new KeyBound.ColumnValue(KeyBound.Form.NUMBER, Long.toString(number * ROWS))));
    }

    @Override
    public LoadedPartition load(LoadRequest request) {
        TableName table = request.table().source();
        int number = request.partition().number();
        loadVersion = request.version();
        loadStart = request.start();
        calls.add("load " + table.table() + " " + number);
        mostActive.accumulateAndGet(active.incrementAndGet(), Math::max);
        try {
            ActivityExecutionContext context = Activity.getExecutionContext();
            PipeError error = loadError;
            if (number == 0 && error != null && (error.table() == null || error.table().equals(table))) {
                throwIfSet(error);
            }
            boolean fails = error != null && (error.table() == null || loadsToo(context, error.table()));
            FakeHeartbeats.until(context, () -> new LoadedPartition(number, 0, 0, List.of(), null),
                    fails ? () -> false : this::takeTurn);
            loads.merge(table.table() + " " + number, 1, Integer::sum);
            return new LoadedPartition(number, ROWS, ROWS * 8, List.of(), appended ? loadTable(table) : null);
        } finally {
            active.decrementAndGet();
        }
    }

    /** Whether the snapshot that this load belongs to was asked for that table as well. */
    private static boolean loadsToo(ActivityExecutionContext context, TableName table) {
        Payload input = context.getWorkflowClient()
                .fetchHistory(context.getInfo().getWorkflowId(), context.getInfo().getWorkflowRunId()).getEvents()
                .getFirst()
                .getWorkflowExecutionStartedEventAttributes().getInput().getPayloads(0);
        return DefaultDataConverter.STANDARD_INSTANCE
                .fromPayload(input, SnapshotRequest.class, SnapshotRequest.class).tables().stream()
                .anyMatch(other -> other.source().equals(table));
    }

    private static LoadTable loadTable(TableName table) {
        return new LoadTable("load-of-" + table.table(), "generation", new Coordinates.Gtid("load:1-5"));
    }

    @Override
    public Route takePlace(LoadTableSwapRequest request) {
        calls.add("takePlace " + request.source().table());
        FakeHeartbeats.until(Activity.getExecutionContext(), () -> "waiting", () -> !placesBlocked);
        return request.route().takenBy(request.load());
    }

    @Override
    public void dropLoadTables(PipeConfiguration configuration) {
        calls.add("dropLoadTables");
        throwIfSet(dropError);
    }

    @Override
    public List<TableMapping> chooseTargets(PipeConfiguration configuration, List<RoutedTable> followed) {
        calls.add("chooseTargets");
        return configuration.tables().stream().map(mapping -> mapping.into(mapping.target() + "_resync")).toList();
    }

    @Override
    public Coordinates awaitVisible(PipeConfiguration configuration, Position position) {
        calls.add("awaitVisible");
        return SEEN;
    }

    @Override
    public SwapResult exchange(SwapRequest request) {
        PipeError error = swapError;
        if (error != null && error.kind().action() == ErrorKind.Action.RETRY) {
            calls.add("swap");
            return SwapResult.troubled(error);
        }
        List<RoutedTable> placed = swap(request);
        return new SwapResult(placed, request.loaded().stream().flatMap(table -> table.routes().stream())
                .map(route -> new ObsoleteTable(route.target(), "replaced")).toList(), kept, null);
    }

    @Override
    public void dropLeftovers(PipeConfiguration configuration, List<ObsoleteTable> leftovers) {
        calls.add("dropLeftovers");
        FakeHeartbeats.until(Activity.getExecutionContext(), () -> "waiting", () -> !dropsBlocked);
        dropped.addAll(leftovers);
    }

    @Override
    public List<RoutedTable> swap(SwapRequest request) {
        calls.add("swap");
        FakeHeartbeats.until(Activity.getExecutionContext(), () -> "waiting", () -> !swapBlocked);
        throwIfSet(swapError);
        swaps.add(request);
        return request.loaded().stream().map(table -> table.through(table.routes().stream().map(route -> new Route(
                route.target().replace("_resync", ""), route.tableUuid(), route.generation(), route.loadedUntil()))
                .toList()))
                .toList();
    }

    private boolean takeTurn() {
        return finished.getAndUpdate(count -> count < mayFinish ? count + 1 : count) < mayFinish;
    }

    private static void throwIfSet(@Nullable PipeError error) {
        if (error != null) {
            throw PipeFailures.toFailure(error);
        }
    }
}

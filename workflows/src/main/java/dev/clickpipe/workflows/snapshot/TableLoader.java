package dev.clickpipe.workflows.snapshot;

import dev.clickpipe.workflows.calls.ActivityStubs;
import dev.clickpipe.workflows.calls.Call;
import dev.clickpipe.workflows.calls.CallResult;
import dev.clickpipe.workflows.contract.ColumnLoss;
import dev.clickpipe.workflows.contract.KeyBound;
import dev.clickpipe.workflows.contract.LoadRequest;
import dev.clickpipe.workflows.contract.LoadTable;
import dev.clickpipe.workflows.contract.LoadedPartition;
import dev.clickpipe.workflows.contract.Partition;
import dev.clickpipe.workflows.contract.PartitionPlan;
import dev.clickpipe.workflows.contract.PlanRequest;
import dev.clickpipe.workflows.contract.Route;
import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.contract.LoadTableSwapRequest;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The load of one table: plans in stretches, loads partitions side by side, counts what is done. */
final class TableLoader {
    /** Keeps the workflow's memory and what one run hands to the next small, however large the table. */
    static final int STRETCH = 200;

    private final PipeConfiguration configuration;
    private final RoutedTable table;
    private final long version;
    private final @Nullable Coordinates start;
    private final Deque<Partition> waiting = new ArrayDeque<>();
    private final Map<Partition, Call<LoadedPartition>> loading = new LinkedHashMap<>();
    private @Nullable Call<PartitionPlan> planning;
    private @Nullable KeyBound next;
    private boolean planned;
    private boolean fellSilent;
    private long rows;
    private long bytes;
    private long estimatedRows;
    private int partitionsDone;
    private int estimatedPartitions;
    private List<ColumnLoss> losses = List.of();
    private @Nullable LoadTable loadTable;
    private @Nullable Call<Route> takingPlace;
    private @Nullable Route taken;

    TableLoader(SnapshotRequest request, RoutedTable table) {
        configuration = request.configuration().narrowedTo(table.source());
        this.table = table;
        version = request.version();
        start = request.start();
        TableLoad earlier = request.done().stream().filter(load -> load.table().equals(table.source())).findFirst()
                .orElse(null);
        if (earlier != null) {
            waiting.addAll(earlier.pending());
            next = earlier.next();
            planned = earlier.planned();
            rows = earlier.rows();
            bytes = earlier.bytes();
            estimatedRows = earlier.estimatedRows();
            partitionsDone = earlier.partitionsDone();
            estimatedPartitions = earlier.estimatedPartitions();
            losses = earlier.losses();
            loadTable = earlier.loadTable();
            taken = earlier.taken();
        }
    }

    /** Starts loads up to the parallelism, and the next plan before they run out. */
    void startWhatFits() {
        int parallelism = configuration.replication().initialLoadParallelism();
        while (loading.size() < parallelism && !waiting.isEmpty()) {
            Partition partition = waiting.remove();
            LoadRequest load = new LoadRequest(configuration, table, partition, version, start);
            loading.put(partition, Call.start(() -> ActivityStubs.loading(configuration.serviceId(),
                    "Load partition " + partition.number() + " of " + table.source().quoted()).load(load)));
        }
        if (!planned && planning == null && waiting.size() < parallelism) {
            PlanRequest plan = new PlanRequest(configuration, table, next,
                    partitionsDone + waiting.size() + loading.size(), STRETCH);
            planning = Call.start(() -> ActivityStubs
                    .planning(configuration.serviceId(), "Cut " + table.source().quoted() + " into partitions")
                    .plan(plan));
        }
        if (loadTable != null && takingPlace == null) {
            LoadTableSwapRequest request = new LoadTableSwapRequest(configuration, table.source(),
                    table.routes().getFirst(),
                    loadTable);
            takingPlace = Call.start(() -> ActivityStubs
                    .loading(configuration.serviceId(),
                            "Swap in the loaded rows of " + table.source().quoted())
                    .takePlace(request));
        }
    }

    /** Takes in what has finished; the first error that needs a person, or null. */
    @Nullable
    PipeError collect() {
        PipeError error = null;
        if (planning != null && planning.finished()) {
            error = take(planning.result());
            planning = null;
        }
        if (takingPlace != null && takingPlace.finished()) {
            PipeError failure = placed(takingPlace.result());
            error = error == null ? failure : error;
            takingPlace = null;
        }
        Iterator<Map.Entry<Partition, Call<LoadedPartition>>> entries = loading.entrySet().iterator();
        List<Partition> again = new ArrayList<>();
        while (entries.hasNext()) {
            Map.Entry<Partition, Call<LoadedPartition>> entry = entries.next();
            if (!entry.getValue().finished()) {
                continue;
            }
            entries.remove();
            switch (entry.getValue().result()) {
                case CallResult.Returned<LoadedPartition>(LoadedPartition loaded) -> {
                    rows += loaded.rows();
                    bytes += loaded.bytes();
                    partitionsDone++;
                    losses = ColumnLoss.add(losses, loaded.losses());
                    loadTable = loaded.loadTable();
                }
                case CallResult.Failed<LoadedPartition>(PipeError failure) -> {
                    again.add(entry.getKey());
                    error = error == null ? failure : error;
                }
                case CallResult.Unanswered<LoadedPartition>(boolean begun) -> {
                    again.add(entry.getKey());
                    fellSilent |= begun;
                }
            }
        }
        again.reversed().forEach(waiting::addFirst);
        return error;
    }

    private @Nullable PipeError take(CallResult<PartitionPlan> result) {
        return switch (result) {
            case CallResult.Returned<PartitionPlan>(PartitionPlan plan) -> {
                waiting.addAll(plan.partitions());
                next = plan.next();
                planned = plan.next() == null;
                estimatedRows = plan.estimatedRows();
                estimatedPartitions = plan.estimatedPartitions();
                yield null;
            }
            case CallResult.Failed<PartitionPlan>(PipeError failure) -> failure;
            case CallResult.Unanswered<PartitionPlan> silent -> null;
        };
    }

    private @Nullable PipeError placed(CallResult<Route> result) {
        return switch (result) {
            case CallResult.Returned<Route>(Route route) -> {
                taken = route;
                loadTable = null;
                yield null;
            }
            case CallResult.Failed<Route>(PipeError failure) -> failure;
            case CallResult.Unanswered<Route>(boolean begun) -> {
                fellSilent |= begun;
                yield null;
            }
        };
    }

    void cancel() {
        loading.values().forEach(Call::cancel);
        if (planning != null) {
            planning.cancel();
        }
        if (takingPlace != null) {
            takingPlace.cancel();
        }
    }

    /** Whether anything is on its way. */
    boolean busy() {
        return planning != null || takingPlace != null || !loading.isEmpty();
    }

    /** Whether something on its way has ended. */
    boolean ready() {
        return (planning != null && planning.finished()) || (takingPlace != null && takingPlace.finished())
                || loading.values().stream().anyMatch(Call::finished);
    }

    boolean fellSilent() {
        return fellSilent;
    }

    boolean finished() {
        return progress().finished();
    }

    TableLoad progress() {
        List<Partition> pending = new ArrayList<>(loading.keySet());
        pending.addAll(waiting);
        return new TableLoad(table.source(), rows, bytes, estimatedRows, partitionsDone, estimatedPartitions, pending,
                next, planned, losses, loadTable, taken);
    }
}

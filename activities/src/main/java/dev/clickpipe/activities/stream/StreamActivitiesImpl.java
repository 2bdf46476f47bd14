package dev.clickpipe.activities.stream;

import dev.clickpipe.activities.calls.HeartbeatingCall;
import dev.clickpipe.activities.calls.ReleasesWork;
import dev.clickpipe.activities.cascade.SourceCascades;
import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.clickhouse.DefinitionStore;
import dev.clickpipe.activities.faults.FaultPoint;
import dev.clickpipe.activities.faults.FaultPoints;
import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.activities.types.ClampedValueMetrics;
import dev.clickpipe.workflows.contract.LeaseEnding;
import dev.clickpipe.workflows.contract.LeaseResult;
import dev.clickpipe.workflows.contract.StreamActivities;
import dev.clickpipe.workflows.contract.StreamLease;
import dev.clickpipe.workflows.contract.StreamProgress;
import dev.clickpipe.workflows.failure.PipeFailures;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The stream's activity: every call is one lease. Owns the threads that all leases of a worker share. */
public final class StreamActivitiesImpl implements StreamActivities, ReleasesWork, AutoCloseable {
    /** Tables that leases look at at a time: a quarter of the connections to ClickHouse, the rest is for inserts. */
    static final int LOOKS_AT_ONCE = 16;

    private final SourceConnections sources;
    private final ClickHouse clickHouse;
    private final ClampedValueMetrics losses;
    private final CascadeMetrics cascades;
    private final ExecutorService inserts = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("insert-", 0).factory());
    private final ExecutorService looks = Executors.newFixedThreadPool(LOOKS_AT_ONCE,
            Thread.ofVirtual().name("look-", 0).factory());
    private final Set<RunningLease> running = ConcurrentHashMap.newKeySet();
    /** Leases on their way, those that are being opened too. */
    private final AtomicInteger held = new AtomicInteger();
    private volatile boolean releasing;

    /** Leases that read from sources opened by {@code sources} and write to {@code clickHouse}. */
    public StreamActivitiesImpl(SourceConnections sources, ClickHouse clickHouse, ClampedValueMetrics losses,
            CascadeMetrics cascades) {
        this.cascades = cascades;
        this.sources = sources;
        this.clickHouse = clickHouse;
        this.losses = losses;
    }

    @Override
    public LeaseResult stream(StreamLease terms) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        StreamProgress begun = context.getLastHeartbeatDetails(StreamProgress.class)
                .orElseGet(() -> LeaseProgress.start(terms.position()));
        held.incrementAndGet();
        try {
            LeaseResult result = lead(terms, begun, context);
            FaultPoints.reach(FaultPoint.STREAM_BEFORE_RETURN);
            return result;
        } finally {
            held.decrementAndGet();
        }
    }

    @Override
    public LeaseResult catchUp(StreamLease terms) {
        return stream(terms);
    }

    @Override
    public void heartbeatNow(UUID pipeId) {
        running.stream().filter(lease -> lease.isOf(pipeId)).forEach(RunningLease::heartbeatNow);
    }

    private LeaseResult lead(StreamLease terms, StreamProgress begun, ActivityExecutionContext context) {
        RunningLease lease;
        try {
            lease = open(terms, begun);
        } catch (ActivityCompletionException cancelled) {
            return new LeaseResult(begun, new LeaseEnding.Cancelled(), List.of());
        } catch (ApplicationFailure failure) {
            return new LeaseResult(begun, endingBy(failure), List.of());
        }
        return follow(lease, context);
    }

    /** Beats meanwhile: looking at hundreds of tables on a far ClickHouse takes longer than a lease may be silent. */
    private RunningLease open(StreamLease terms, StreamProgress begun) {
        String database = terms.configuration().destinationDatabase();
        return HeartbeatingCall.run(null, () -> begun, () -> releasing, () -> {
            Routes routes = Routes.open(terms, new DefinitionStore(clickHouse, database),
                    new StreamTargets(clickHouse, database, begun.position(), looks));
            SourceCascades found = foreignKeys(terms.configuration());
            return new RunningLease(terms, begun, routes.watching(found.graph()), found.unreplicated(), inserts, losses,
                    cascades);
        });
    }

    /** As they are now: a pipe whose tables were set up before keys were looked at is warned of them too. */
    private SourceCascades foreignKeys(PipeConfiguration configuration) throws SQLException {
        try (Connection connection = sources.openControl(configuration.source())) {
            return SourceCascades.read(connection, configuration);
        }
    }

    private static LeaseEnding endingBy(ApplicationFailure failure) {
        return failure.getType().equals(HeartbeatingCall.HANDED_BACK)
                ? new LeaseEnding.HandedBack()
                : new LeaseEnding.Failed(PipeFailures.errorIn(failure).orElseThrow(() -> failure));
    }

    private LeaseResult follow(RunningLease lease, ActivityExecutionContext context) {
        running.add(lease);
        try {
            if (releasing) {
                lease.end(new LeaseEnding.HandedBack());
            }
            return lease.follow(sources, context);
        } finally {
            running.remove(lease);
        }
    }

    /** Lets every lease finish its batch and return, to be taken up by another worker. Does not wait. */
    @Override
    public void release() {
        releasing = true;
        running.forEach(lease -> lease.end(new LeaseEnding.HandedBack()));
    }

    @Override
    public boolean isHolding() {
        return held.get() > 0;
    }

    @Override
    public void close() {
        inserts.shutdownNow();
        looks.shutdownNow();
    }
}

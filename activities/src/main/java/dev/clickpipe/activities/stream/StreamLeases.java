package dev.clickpipe.activities.stream;

import dev.clickpipe.activities.calls.HandsBack;
import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.clickhouse.DefinitionStore;
import dev.clickpipe.activities.errors.ErrorClassifier;
import dev.clickpipe.activities.faults.FaultPoint;
import dev.clickpipe.activities.faults.FaultPoints;
import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.activities.types.LossMeter;
import dev.clickpipe.workflows.contract.LeaseEnding;
import dev.clickpipe.workflows.contract.LeaseResult;
import dev.clickpipe.workflows.contract.StreamActivities;
import dev.clickpipe.workflows.contract.StreamLease;
import dev.clickpipe.workflows.contract.StreamProgress;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The stream's activity: every call is one lease. Owns the threads that all leases of a worker share. */
public final class StreamLeases implements StreamActivities, HandsBack, AutoCloseable {
    private final SourceConnections sources;
    private final ClickHouse clickHouse;
    private final LossMeter losses;
    private final ScheduledExecutorService timers = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("lease-hearts").factory());
    private final ExecutorService inserts = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("insert-", 0).factory());
    private final Set<Lease> running = ConcurrentHashMap.newKeySet();
    private volatile boolean handingBack;

    /** Leases that read from sources opened by {@code sources} and write to {@code clickHouse}. */
    public StreamLeases(SourceConnections sources, ClickHouse clickHouse, LossMeter losses) {
        this.sources = sources;
        this.clickHouse = clickHouse;
        this.losses = losses;
    }

    @Override
    public LeaseResult stream(StreamLease terms) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        StreamProgress begun = context.getLastHeartbeatDetails(StreamProgress.class)
                .orElseGet(() -> LeaseProgress.start(terms.position()));
        LeaseResult result = follow(terms, begun, context);
        FaultPoints.reach(FaultPoint.STREAM_BEFORE_RETURN);
        return result;
    }

    private LeaseResult follow(StreamLease terms, StreamProgress begun, ActivityExecutionContext context) {
        Lease lease;
        try {
            DefinitionStore definitions = new DefinitionStore(clickHouse,
                    terms.configuration().destinationDatabase());
            Routes routes = Routes.of(terms,
                    table -> definitions.read(terms.configuration().pipeId(), table.source(),
                            table.definitionRevision()),
                    new StreamTargets(clickHouse, terms.configuration().destinationDatabase(), begun.position()));
            lease = new Lease(terms, begun, routes, inserts, losses);
        } catch (RuntimeException failure) {
            return new LeaseResult(begun, new LeaseEnding.Failed(ErrorClassifier.errorOf(failure, null)));
        }
        running.add(lease);
        try {
            if (handingBack) {
                lease.end(new LeaseEnding.HandedBack());
            }
            return lease.follow(sources, timers, context);
        } finally {
            running.remove(lease);
        }
    }

    /** Lets every lease finish its batch and return, to be taken up by another worker. Does not wait. */
    @Override
    public void handBack() {
        handingBack = true;
        running.forEach(lease -> lease.end(new LeaseEnding.HandedBack()));
    }

    @Override
    public boolean isHolding() {
        return !running.isEmpty();
    }

    @Override
    public void close() {
        timers.shutdownNow();
        inserts.shutdownNow();
    }
}

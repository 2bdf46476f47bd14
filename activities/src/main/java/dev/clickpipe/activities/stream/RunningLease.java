package dev.clickpipe.activities.stream;

import dev.clickpipe.activities.binlog.BinlogConnection;
import dev.clickpipe.activities.cascade.CascadeGraph;
import dev.clickpipe.activities.errors.ErrorClassifier;
import dev.clickpipe.activities.faults.FaultPoint;
import dev.clickpipe.activities.faults.FaultPoints;
import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.activities.types.ClampedValueMetrics;
import dev.clickpipe.workflows.contract.LeaseEnding;
import dev.clickpipe.workflows.contract.LeaseResult;
import dev.clickpipe.workflows.contract.StreamLease;
import dev.clickpipe.workflows.contract.StreamProgress;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import io.temporal.activity.ActivityExecutionContext;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * One lease on one pipe's position: the binlog client's thread fills batches, the calling thread writes them and moves the
 * position, and its heartbeats beside them.
 */
final class RunningLease {
    private final StreamLease terms;
    private final Routes routes;
    private final BatchExchange exchange;
    private final LeaseProgress progress;
    private final BatchWriter writer;
    private final ClampedValueMetrics losses;
    private final CascadeMetrics cascades;
    private volatile @Nullable LeaseHeartbeat heart;

    /**
     * @param begun where to start: the lease's own start, or what its last attempt had reached
     * @param warned foreign keys that people are to read of from the start
     */
    RunningLease(StreamLease terms, StreamProgress begun, Routes routes, CascadeGraph warned, ExecutorService threads,
            ClampedValueMetrics losses, CascadeMetrics cascades) {
        this.cascades = cascades;
        this.losses = losses;
        this.terms = terms;
        this.routes = routes;
        PipeConfiguration configuration = terms.configuration();
        BatchLimits policy = BatchLimits.of(configuration.replication().syncIntervalSeconds(),
                configuration.replication().pullBatchSize(), Runtime.getRuntime().maxMemory());
        exchange = new BatchExchange(policy, routes.destinations().size(), routes.sources().size(),
                terms.maximumAge().toNanos());
        progress = new LeaseProgress(begun, routes.sources().stream().map(ReplicatedTable::name).toList(),
                warned::warnings, Clock.systemUTC());
        writer = new BatchWriter(routes.destinations(), threads, () -> exchange.ending() != null);
    }

    /** Ends the lease soon; the batch at hand is finished first. */
    void end(LeaseEnding reason) {
        exchange.end(reason);
    }

    /** Whether it is on the position of this pipe. */
    boolean isOf(UUID pipeId) {
        return terms.configuration().pipeId().equals(pipeId);
    }

    /** Lets it hear at once whether it is cancelled. */
    void heartbeatNow() {
        LeaseHeartbeat beating = heart;
        if (beating != null) {
            beating.heartbeatNow();
        }
    }

    /** Follows the binlog until something ends the lease. */
    LeaseResult follow(SourceConnections sources, ActivityExecutionContext context) {
        try (LeaseHeartbeat beating = beating(context);
                BinlogConnection _ = SourceStream.open(terms, routes, exchange, progress.position(),
                        sources)) {
            writeBatches(beating);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            exchange.end(new LeaseEnding.HandedBack());
        } catch (RuntimeException failure) {
            exchange.end(failed(failure));
        }
        StreamProgress reached = progress.snapshot();
        return new LeaseResult(reached, Objects.requireNonNull(exchange.ending(), "a lease stopped without a reason"),
                new LoadPoints(reached.position()).passed(terms.tables()));
    }

    private LeaseHeartbeat beating(ActivityExecutionContext context) {
        LeaseHeartbeat begun = new LeaseHeartbeat(context, exchange, progress, System::nanoTime);
        heart = begun;
        return begun;
    }

    /** Ends the exchange before the connection is closed: its reader may be waiting for room in a batch. */
    private void writeBatches(LeaseHeartbeat beating) {
        try {
            for (@Nullable
            Batch batch = exchange.take(); batch != null; batch = exchange.take()) {
                beating.awaitFresh();
                if (exchange.givenUp()) {
                    return;
                }
                writer.write(batch);
                progress.acknowledged(batch);
                countLosses(batch);
                exchange.written(batch);
                FaultPoints.reach(FaultPoint.STREAM_AFTER_BATCH);
            }
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            exchange.end(new LeaseEnding.HandedBack());
        } catch (RuntimeException failure) {
            exchange.end(failed(failure));
        }
    }

    private void countLosses(Batch batch) {
        for (ReplicatedTable source : routes.sources()) {
            ChangeCounts counts = batch.counts(source.number());
            losses.count(terms.configuration().pipeId(), source.name(), counts.losses);
            cascades.count(terms.configuration().pipeId(), source.name(), counts.cascades);
        }
    }

    private static LeaseEnding failed(RuntimeException failure) {
        return new LeaseEnding.Failed(ErrorClassifier.errorOf(failure, null));
    }
}

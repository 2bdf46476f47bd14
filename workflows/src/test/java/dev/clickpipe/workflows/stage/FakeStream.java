package dev.clickpipe.workflows.stage;

import dev.clickpipe.workflows.contract.LeaseEnding;
import dev.clickpipe.workflows.contract.LeaseResult;
import dev.clickpipe.workflows.contract.ReadinessActivities;
import dev.clickpipe.workflows.contract.StreamActivities;
import dev.clickpipe.workflows.contract.StreamLease;
import dev.clickpipe.workflows.contract.StreamProgress;
import dev.clickpipe.workflows.contract.TableChanges;
import dev.clickpipe.workflows.failure.PipeFailures;
import dev.clickpipe.workflows.failure.PipeError;
import io.temporal.activity.Activity;
import io.temporal.client.ActivityCanceledException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A stream that moves its position by one with every beat, and ends a lease as it is told. */
public final class FakeStream implements StreamActivities, ReadinessActivities {
    /** How the next leases end by themselves. */
    public final Queue<LeaseEnding> endings = new ConcurrentLinkedQueue<>();
    /** How a cancelled lease ends. */
    public volatile LeaseEnding whenCancelled = new LeaseEnding.Cancelled();
    /** Whether a cancelled lease goes on working until this is false again. */
    public volatile boolean deaf;
    /** Destination tables whose loads the position is past when a lease ends. */
    public volatile List<String> passedLoads = List.of();
    /** What the next attempt throws instead of working. */
    public volatile @Nullable PipeError thrown;
    /** Leases as they came. */
    public final List<StreamLease> leases = new CopyOnWriteArrayList<>();
    /** Leases at work. */
    public final AtomicInteger active = new AtomicInteger();
    /** Most leases that were ever at work at one time. */
    public final AtomicInteger mostActive = new AtomicInteger();
    /** Changes written. */
    public final AtomicLong writes = new AtomicLong();

    @Override
    public void answer() {}

    @Override
    public LeaseResult stream(StreamLease lease) {
        leases.add(lease);
        mostActive.accumulateAndGet(active.incrementAndGet(), Math::max);
        long[] moved = {0};
        try {
            PipeError failure = thrown;
            if (failure != null) {
                thrown = null;
                throw PipeFailures.toFailure(failure);
            }
            LeaseEnding[] ending = {null};
            Beats.until(Activity.getExecutionContext(), () -> {
                moved[0]++;
                writes.incrementAndGet();
                return progress(lease, moved[0]);
            }, () -> (ending[0] = endings.poll()) != null);
            return new LeaseResult(progress(lease, moved[0]), ending[0], passedLoads);
        } catch (ActivityCanceledException cancelled) {
            while (deaf) {
                Beats.rest();
            }
            return new LeaseResult(progress(lease, moved[0]), whenCancelled, passedLoads);
        } finally {
            active.decrementAndGet();
        }
    }

    private static StreamProgress progress(StreamLease lease, long moved) {
        return new StreamProgress(Samples.position(lease.position().ordinal() + moved),
                List.of(new TableChanges(Samples.ORDERS, moved, 0, 0, List.of())), moved, moved, 0, null);
    }
}

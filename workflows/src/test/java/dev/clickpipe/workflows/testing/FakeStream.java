package dev.clickpipe.workflows.testing;

import static org.awaitility.Awaitility.await;

import dev.clickpipe.workflows.contract.LeaseEnding;
import dev.clickpipe.workflows.contract.LeaseResult;
import dev.clickpipe.workflows.contract.ReadinessActivities;
import dev.clickpipe.workflows.contract.Route;
import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.contract.StreamActivities;
import dev.clickpipe.workflows.contract.StreamLease;
import dev.clickpipe.workflows.contract.StreamProgress;
import dev.clickpipe.workflows.contract.TableChanges;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.position.SourceIdentity;
import dev.clickpipe.workflows.failure.PipeFailures;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.settings.TableName;
import io.temporal.activity.Activity;
import io.temporal.client.ActivityCanceledException;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A stream that moves its position by one with every heartbeat, and ends a lease as it is told. */
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
    /** Whether leases that run beside the pipe's own wait. */
    public volatile boolean besideBlocked;
    /** How many of these may arrive; the others wait. */
    public final AtomicInteger arrivals = new AtomicInteger(Integer.MAX_VALUE);
    /** Whether the pipe's own leases find that the source is another server. */
    public volatile boolean otherServer;
    /** How many cancelled leases end well before {@link #whenCancelled} is for them. */
    public final AtomicInteger cancelsUntilThat = new AtomicInteger();
    /** How the next of these end, instead of arriving. */
    public final Queue<LeaseEnding> besideEndings = new ConcurrentLinkedQueue<>();
    /** Leases as they came. */
    public final List<StreamLease> leases = new CopyOnWriteArrayList<>();
    /** Pipes whose leases were asked to heartbeat. */
    public final Queue<UUID> hastened = new ConcurrentLinkedQueue<>();
    /** Leases at work. */
    public final AtomicInteger active = new AtomicInteger();
    /** Most leases that were ever at work at one time. */
    public final AtomicInteger mostActive = new AtomicInteger();
    /** Changes written. */
    public final AtomicLong writes = new AtomicLong();

    /** Leases of pipes as they came; those that load tables have others of their own. */
    public List<StreamLease> ownLeases() {
        return leases.stream().filter(lease -> lease.until() == null).toList();
    }

    /** Leases of loads as they came: each ends where the pipe's own stands. */
    public List<StreamLease> besideLeases() {
        return leases.stream().filter(lease -> lease.until() != null).toList();
    }

    /** Waits until one lease is at work. */
    public void awaitLease() {
        await().until(() -> active.get() == 1);
    }

    /** Waits until one lease is at work, and a pipe's latest is of these tables, in whatever order. */
    public void awaitLeaseOf(TableName... tables) {
        await().until(() -> active.get() == 1 && ownLeases().getLast().tables().stream().map(RoutedTable::source)
                .collect(Collectors.toSet()).equals(Set.of(tables)));
    }

    @Override
    public void answer() {}

    @Override
    public void heartbeatNow(UUID pipeId) {
        hastened.add(pipeId);
    }

    /** As the real one does, which needs the mapping of every route. */
    private static void checkRoutes(StreamLease lease) {
        for (RoutedTable table : lease.tables()) {
            for (Route route : table.routes()) {
                if (lease.configuration().tables().stream().noneMatch(mapping -> mapping.source().equals(table.source())
                        && mapping.target().equals(route.target()))) {
                    throw new IllegalStateException("no mapping of " + table.source() + " into " + route.target());
                }
            }
        }
    }

    @Override
    public LeaseResult stream(StreamLease lease) {
        checkRoutes(lease);
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
            FakeHeartbeats.until(Activity.getExecutionContext(), () -> {
                moved[0]++;
                writes.incrementAndGet();
                return progress(lease, moved[0]);
            }, () -> (ending[0] = endings.poll()) != null);
            return new LeaseResult(progress(lease, moved[0]), ending[0], passedLoads);
        } catch (ActivityCanceledException cancelled) {
            while (deaf) {
                FakeHeartbeats.rest();
            }
            LeaseEnding ending = cancelsUntilThat.getAndDecrement() > 0 ? new LeaseEnding.Cancelled() : whenCancelled;
            return new LeaseResult(progress(lease, moved[0]), ending, passedLoads);
        } finally {
            active.decrementAndGet();
        }
    }

    /** Waits while it is told to, then is where it was to go. */
    @Override
    public LeaseResult catchUp(StreamLease lease) {
        checkRoutes(lease);
        leases.add(lease);
        Coordinates goal = Objects.requireNonNull(lease.until());
        try {
            FakeHeartbeats.until(Activity.getExecutionContext(), () -> progress(lease, 0),
                    () -> !besideBlocked && arrivals.get() > 0);
        } catch (ActivityCanceledException cancelled) {
            return new LeaseResult(progress(lease, 0), new LeaseEnding.Cancelled(), List.of());
        }
        arrivals.decrementAndGet();
        LeaseEnding ending = besideEndings.poll();
        if (ending != null) {
            return new LeaseResult(progress(lease, 0), ending, List.of());
        }
        long ordinal = Long.parseLong(((Coordinates.Gtid) goal).set().substring("0-1-".length()));
        return new LeaseResult(progress(lease, Math.max(0, ordinal - lease.position().ordinal())),
                new LeaseEnding.Arrived(), List.of());
    }

    private StreamProgress progress(StreamLease lease, long moved) {
        Position position = Samples.position(lease.position().ordinal() + moved).inEpoch(lease.position().epoch());
        SourceIdentity source = position.source();
        return new StreamProgress(otherServer && lease.until() == null
                ? new Position(new SourceIdentity(source.flavour(), "server-2", source.binlogFile(), 0),
                        position.epoch(), position.ordinal(), position.coordinates())
                : position,
                List.of(new TableChanges(Samples.ORDERS, moved, 0, 0, List.of())), moved, moved, 0, null);
    }
}

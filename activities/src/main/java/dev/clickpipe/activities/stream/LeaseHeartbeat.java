package dev.clickpipe.activities.stream;

import dev.clickpipe.workflows.contract.LeaseEnding;
import dev.clickpipe.workflows.contract.StreamProgress;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityNotExistsException;
import io.temporal.failure.TimeoutFailure;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Beats for a lease: tells Temporal how far it is, hears that it is cancelled, and ends it when the source has gone silent.
 * In a thread of its own, because the lease may wait long for a large insert, and a heartbeat of another lease for Temporal.
 *
 * <p>Every heartbeat is a write of Temporal's, so a lease that has nothing to report heartbeats only often enough to count as alive;
 * {@link #heartbeatNow} lets it hear of a cancel before.
 */
final class LeaseHeartbeat implements AutoCloseable {
    /** Below the throttle of the SDK, so that every heartbeat it lets through is fresh. */
    private static final Duration LOOK = Duration.ofMillis(400);
    /** One of these may be lost before the lease counts as dead, after 5 s. */
    static final Duration IDLE = Duration.ofSeconds(2);
    /** The SDK may hold a heartbeat back for a moment, and tells what came of it with the next one. */
    static final Duration HURRY = Duration.ofMillis(1_200);
    /** After so long without an answer the lease may have been given to somebody else in the next moment. */
    static final Duration STALE = Duration.ofSeconds(4);
    /** The source sends a heartbeat every second while it has nothing else. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final ActivityExecutionContext context;
    private final BatchExchange exchange;
    private final LeaseProgress progress;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long answeredNanos;
    private boolean hastened;
    private boolean closed;

    /** @param nanoTime what {@link System#nanoTime} says; tests say it themselves */
    LeaseHeartbeat(ActivityExecutionContext context, BatchExchange exchange, LeaseProgress progress,
            LongSupplier nanoTime) {
        this.context = context;
        this.exchange = exchange;
        this.progress = progress;
        this.nanoTime = nanoTime;
        answeredNanos = nanoTime.getAsLong();
        Thread.ofVirtual().name("lease-heart").start(this::live);
    }

    private void live() {
        long beganNanos = nanoTime.getAsLong() - IDLE.toNanos();
        long hurriesUntilNanos = beganNanos;
        long batchesTold = 0;
        while (untilNextLook()) {
            if (takeHastened()) {
                hurriesUntilNanos = nanoTime.getAsLong() + HURRY.toNanos();
            }
            endWhenSilent();
            progress.oldestWaiting(exchange.oldestWaitingCommitMicros());
            StreamProgress now = progress.snapshot();
            boolean news = now.batches() != batchesTold || nanoTime.getAsLong() - hurriesUntilNanos < 0;
            if (news || nanoTime.getAsLong() - beganNanos >= IDLE.toNanos()) {
                beganNanos = nanoTime.getAsLong();
                batchesTold = now.batches();
                beat(now);
            }
        }
    }

    /** Whether there is one more. */
    private boolean untilNextLook() {
        lock.lock();
        try {
            long left = LOOK.toNanos();
            while (left > 0 && !hastened && !closed) {
                left = changed.awaitNanos(left);
            }
            return !closed;
        } catch (InterruptedException nobodyDoesThat) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean takeHastened() {
        lock.lock();
        try {
            boolean taken = hastened;
            hastened = false;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void endWhenSilent() {
        if (exchange.silenceNanos() > SILENCE.toNanos()) {
            exchange.end(new LeaseEnding.Failed(new PipeError(ErrorKind.SOURCE_UNREACHABLE,
                    "The source has sent nothing for " + SILENCE.toSeconds() + " s, not even a heartbeat",
                    "Nothing to do: a new connection is made. If it stays so, check the network between worker and source",
                    null)));
        }
    }

    private void beat(StreamProgress now) {
        try {
            context.heartbeat(now);
        } catch (ActivityCompletionException ended) {
            if (isGivenUp(ended)) {
                exchange.giveUp(new LeaseEnding.Cancelled());
            } else {
                exchange.end(new LeaseEnding.Cancelled());
            }
        } catch (RuntimeException broken) {
            // Without heartbeats nobody knows whose the lease is.
            exchange.giveUp(new LeaseEnding.Cancelled());
        }
        lock.lock();
        try {
            answeredNanos = nanoTime.getAsLong();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody waits for this attempt any more, while a lease that is cancelled is waited for. */
    private static boolean isGivenUp(ActivityCompletionException ended) {
        return ended instanceof ActivityNotExistsException
                || (ended instanceof ActivityCanceledException && ended.getCause() instanceof TimeoutFailure);
    }

    /** Beats at once, whatever there is to tell. */
    void heartbeatNow() {
        lock.lock();
        try {
            hastened = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns when the lease is known to be this attempt's: at once, unless its last heartbeat is so old that it may have been
     * given up meanwhile, because its process was frozen or Temporal did not answer; then after the next heartbeat. Also
     * returns when the lease has ended.
     */
    void awaitFresh() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && nanoTime.getAsLong() - answeredNanos > STALE.toNanos() && !exchange.givenUp()) {
                hastened = true;
                changed.signalAll();
                var _ = changed.awaitNanos(LOOK.toNanos());
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

package dev.clickpipe.activities.stream;

import static java.util.Objects.requireNonNull;

import dev.clickpipe.workflows.contract.LeaseEnding;
import dev.clickpipe.workflows.position.Position;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the reader's thread hands batches to the writer's: one is filled while the other is written, and no more than
 * these two exist. The reader waits when its batch is full; that wait is the backpressure on the source.
 *
 * <p>The reader calls {@link #reading}, {@link #filling}, {@link #transactionEnded}; the writer
 * {@link #take} and {@link #written}; anybody {@link #end}.
 */
final class BatchExchange {
    /** What a reader does about an event. */
    interface Work {
        void run() throws InterruptedException;
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final BatchLimits policy;
    private final long[] lastInsertNanos;
    private final long maximumAgeNanos;
    private final long startedNanos = System.nanoTime();

    private Batch filling;
    private @Nullable Batch spare;
    private boolean insideTransaction;
    private boolean pieceTaken;
    private @Nullable Supplier<Position> lastEnd;
    private long firstEndNanos;
    private long lastEventNanos = startedNanos;
    private boolean readerWaits;
    private long writingOldestCommitMicros;
    private @Nullable LeaseEnding ending;
    private boolean givenUp;

    /** An exchange for a number of destination and source tables; after {@code maximumAgeNanos} it ends as aged. */
    BatchExchange(BatchLimits policy, int destinations, int sources, long maximumAgeNanos) {
        this.policy = policy;
        this.maximumAgeNanos = maximumAgeNanos;
        filling = new Batch(destinations, sources);
        spare = new Batch(destinations, sources);
        lastInsertNanos = new long[destinations];
        Arrays.fill(lastInsertNanos, startedNanos - policy.syncInterval().toNanos());
    }

    /** Runs one event's handling with the batch to itself. Does nothing once the lease has ended. */
    void reading(Work handling) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            lastEventNanos = System.nanoTime();
            if (ending == null) {
                handling.run();
                awaitRoom();
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Runs what the reader has to wait for without the batch; meanwhile it is not the source that is silent. */
    void waiting(Work work) throws InterruptedException {
        setReaderWaits(true);
        try {
            work.run();
        } finally {
            setReaderWaits(false);
        }
    }

    private void setReaderWaits(boolean waits) {
        lock.lock();
        try {
            readerWaits = waits;
            lastEventNanos = System.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    /** The batch to fill; only inside {@link #reading}. */
    Batch filling() {
        return filling;
    }

    /** A transaction began; only inside {@link #reading}. */
    void transactionStarted() {
        insideTransaction = true;
        pieceTaken = false;
    }

    /** Whether rows of the transaction that has not ended are with the writer already. */
    boolean isPieceTaken() {
        lock.lock();
        try {
            return insideTransaction && pieceTaken;
        } finally {
            lock.unlock();
        }
    }

    /** The transaction never ends, and no piece of it was taken; only inside {@link #reading}. */
    void transactionAbandoned() {
        insideTransaction = false;
        filling.abandonTransaction();
    }

    /**
     * A transaction ended; only inside {@link #reading}.
     *
     * @param commitMicros when it was committed, microseconds since 1970; 0 when unknown
     * @param end tells where the last transaction that ended ends; asked when the batch is taken
     */
    void transactionEnded(long commitMicros, Supplier<Position> end) {
        insideTransaction = false;
        if (!filling.hasTransactionEnd()) {
            firstEndNanos = System.nanoTime();
        }
        filling.transactionEnded(commitMicros);
        lastEnd = end;
        if (System.nanoTime() - startedNanos >= maximumAgeNanos) {
            endLocked(new LeaseEnding.Aged());
        }
    }

    private void awaitRoom() throws InterruptedException {
        readerWaits = true;
        while (full() && ending == null) {
            changed.signalAll();
            changed.await();
        }
        readerWaits = false;
        lastEventNanos = System.nanoTime();
    }

    private boolean full() {
        return filling.rowBytes() >= policy.maximumBytes()
                || (filling.rowCount() >= policy.maximumRows() && !insideTransaction);
    }

    /**
     * Waits until a batch is due and takes it; null when the lease has ended and nothing whole is left. Never holds part of
     * a transaction, except of one that alone exceeds the bound.
     */
    @Nullable
    Batch take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                if (ending != null) {
                    return takeLast();
                }
                long waitNanos = nanosUntilDue();
                if (waitNanos <= 0) {
                    return swap();
                }
                changed.await(waitNanos, TimeUnit.NANOSECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Batch takeLast() {
        filling.abandonTransaction();
        return filling.isEmpty() || givenUp ? null : swap();
    }

    private Batch swap() {
        Batch taken = filling;
        filling = requireNonNull(spare, "a batch was taken before the last one was given back");
        spare = null;
        pieceTaken |= insideTransaction;
        if (taken.hasTransactionEnd()) {
            taken.endsAt(requireNonNull(lastEnd).get());
        }
        markInserted(taken);
        writingOldestCommitMicros = taken.oldestCommitMicros();
        changed.signalAll();
        return taken;
    }

    private void markInserted(Batch taken) {
        long now = System.nanoTime();
        for (int destination = 0; destination < lastInsertNanos.length; destination++) {
            if (taken.table(destination).rows().rowCount() > 0) {
                lastInsertNanos[destination] = now;
            }
        }
    }

    /** Zero or less when the batch is due. Tables that were quiet for the interval are due at once. */
    private long nanosUntilDue() {
        if (full()) {
            return 0;
        }
        if (insideTransaction || !filling.hasTransactionEnd()) {
            return Long.MAX_VALUE;
        }
        long interval = policy.syncInterval().toNanos();
        long now = System.nanoTime();
        long longest = firstEndNanos + interval - now;
        boolean holdsRows = false;
        long wait = 0;
        for (int destination = 0; destination < lastInsertNanos.length; destination++) {
            if (filling.table(destination).rows().rowCount() > 0) {
                holdsRows = true;
                wait = Math.max(wait, lastInsertNanos[destination] + interval - now);
            }
        }
        return holdsRows ? Math.min(wait, longest) : longest;
    }

    /** Gives a written batch back, to be filled again. */
    void written(Batch batch) {
        lock.lock();
        try {
            batch.clear();
            spare = batch;
            writingOldestCommitMicros = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the lease; the first reason stays. */
    void end(LeaseEnding reason) {
        lock.lock();
        try {
            endLocked(reason);
        } finally {
            lock.unlock();
        }
    }

    /** Ends the lease, which somebody else may hold by now: what was read is not written. */
    void giveUp(LeaseEnding reason) {
        lock.lock();
        try {
            givenUp = true;
            endLocked(reason);
        } finally {
            lock.unlock();
        }
    }

    /** Whether nobody waits for what was read any more. */
    boolean givenUp() {
        lock.lock();
        try {
            return givenUp;
        } finally {
            lock.unlock();
        }
    }

    private void endLocked(LeaseEnding reason) {
        if (ending == null) {
            ending = reason;
            changed.signalAll();
        }
    }

    /** Why the lease ended; null while it goes on. */
    @Nullable
    LeaseEnding ending() {
        lock.lock();
        try {
            return ending;
        } finally {
            lock.unlock();
        }
    }

    /** Nanoseconds since the source was last heard of; 0 while the reader itself waits for the writer. */
    long silenceNanos() {
        lock.lock();
        try {
            return readerWaits ? 0 : System.nanoTime() - lastEventNanos;
        } finally {
            lock.unlock();
        }
    }

    /** Commit time of the oldest change not yet acknowledged, microseconds since 1970; 0 when there is none. */
    long oldestWaitingCommitMicros() {
        lock.lock();
        try {
            return writingOldestCommitMicros == 0 ? filling.oldestCommitMicros() : writingOldestCommitMicros;
        } finally {
            lock.unlock();
        }
    }
}

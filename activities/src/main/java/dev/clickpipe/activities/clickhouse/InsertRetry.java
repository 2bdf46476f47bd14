package dev.clickpipe.activities.clickhouse;

import dev.clickpipe.activities.errors.ErrorClassifier;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.settings.TableName;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives an insert again, as the same block, while its error may pass, because a materialized view behind the table may have
 * got a part of it. For inserts that belong together: when one has failed for good, none of the others is given again.
 */
public final class InsertRetry implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(InsertRetry.class);
    private static final long FIRST_PAUSE_MILLISECONDS = 100;
    private static final long LONGEST_PAUSE_MILLISECONDS = 5000;

    private final int attempts;
    private final BooleanSupplier givenUp;
    private final CountDownLatch ended = new CountDownLatch(1);

    private InsertRetry(int attempts, BooleanSupplier givenUp) {
        this.attempts = attempts;
        this.givenUp = givenUp;
    }

    /** Until it is acknowledged, or {@code givenUp} says that nobody waits for it any more. */
    public static InsertRetry until(BooleanSupplier givenUp) {
        return new InsertRetry(Integer.MAX_VALUE, givenUp);
    }

    /** At most so many times in all. */
    public static InsertRetry times(int attempts) {
        return new InsertRetry(attempts, () -> false);
    }

    /**
     * Runs the insert until it succeeds.
     *
     * @throws PipeException when another try would not help, or is not wanted any more
     */
    public void run(TableName source, Runnable insert) {
        long pause = FIRST_PAUSE_MILLISECONDS;
        for (int attempt = 1;; attempt++) {
            try {
                insert.run();
                return;
            } catch (RuntimeException failure) {
                PipeException known = ErrorClassifier.classify(failure, source);
                if (!mayPass(known.error().kind()) || attempt == attempts || givenUp.getAsBoolean()
                        || endedWithin(pause)) {
                    throw known;
                }
                log.warn("An insert of rows of {} is tried again after {} ms: {}", source.quoted(), pause,
                        known.error().message());
            }
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLISECONDS);
        }
    }

    /** Behind another writer the rows are others: only a new lease knows which. */
    private static boolean mayPass(ErrorKind kind) {
        return kind.action() == ErrorKind.Action.RETRY && kind != ErrorKind.APPEND_OVERTAKEN;
    }

    /** An interrupt counts as the end: the worker's threads are interrupted when it ends. */
    private boolean endedWithin(long milliseconds) {
        try {
            return ended.await(milliseconds, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Nothing is given again from now on; what is under way goes on. */
    @Override
    public void close() {
        ended.countDown();
    }
}

package dev.clickpipe.deploy.demo;

import dev.clickpipe.deploy.connection.SourceAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The people in the shop: a thread that keeps changing rows at a steady rate until it is closed. */
public final class ShopWriter implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final SourceAddress source;
    private final int changesPerSecond;
    private final ShopChanges changes;
    private final Thread thread;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean stopping;

    /**
     * @param rows rows the shop was made with
     * @param seed decides what is done and in which order
     * @param changesPerSecond rows to change in a second
     */
    public ShopWriter(SourceAddress source, long rows, long seed, int changesPerSecond) {
        this.source = source;
        this.changesPerSecond = changesPerSecond;
        this.changes = new ShopChanges(new Random(seed), rows);
        this.thread = Thread.ofPlatform().name("shop-writer").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    public WriterCounts counts() {
        return changes.counts();
    }

    /** Why it stopped by itself; null while it works. */
    public @Nullable Throwable failure() {
        return failure.get();
    }

    private void run() {
        try (Connection connection = source.open()) {
            connection.setCatalog(Shop.DATABASE);
            connection.setAutoCommit(false);
            long began = System.nanoTime();
            while (!stopping) {
                change(connection);
                long due = began + changes.counts().changes() * TimeUnit.SECONDS.toNanos(1) / changesPerSecond;
                long wait = due - System.nanoTime();
                if (wait > 0) {
                    LockSupport.parkNanos(wait);
                }
            }
        } catch (SQLException | RuntimeException broken) {
            failure.set(broken);
        }
    }

    private void change(Connection connection) throws SQLException {
        try {
            changes.next(connection);
        } catch (SQLTransientException | SQLIntegrityConstraintViolationException _) {
            // A deadlock with somebody else who writes into the shop, or a key that is taken: that transaction did not
            // happen.
            connection.rollback();
        }
    }

    /** Ends the current transaction and stops. */
    @Override
    public void close() {
        stopping = true;
        LockSupport.unpark(thread);
        try {
            if (!thread.join(STOP_LIMIT)) {
                throw new IllegalStateException("The shop's writer did not stop within " + STOP_LIMIT.toSeconds()
                        + " s");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

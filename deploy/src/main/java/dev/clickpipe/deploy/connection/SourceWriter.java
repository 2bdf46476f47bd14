package dev.clickpipe.deploy.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A thread that runs one statement after the other at a source, with a pause between, until it is closed. */
public final class SourceWriter implements AutoCloseable {
    private final SourceAddress source;
    private final Duration pause;
    private final Supplier<String> statements;
    private final Thread thread;
    /** Taken for each statement. */
    private final Lock turn = new ReentrantLock(true);
    private final AtomicLong changes = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean stopping;

    private SourceWriter(String name, SourceAddress source, Duration pause, Supplier<String> statements) {
        this.source = source;
        this.pause = pause;
        this.statements = statements;
        thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    /**
     * Begins at once.
     *
     * @param name of the thread
     * @param statements the next one each time it is asked, on that thread
     */
    public static SourceWriter start(String name, SourceAddress source, Duration pause, Supplier<String> statements) {
        SourceWriter writer = new SourceWriter(name, source, pause, statements);
        writer.thread.start();
        return writer;
    }

    private void run() {
        try (Connection connection = source.open(); Statement statement = connection.createStatement()) {
            while (!stopping) {
                turn.lock();
                try {
                    changes.addAndGet(statement.executeUpdate(statements.get()));
                } finally {
                    turn.unlock();
                }
                Thread.sleep(pause);
            }
        } catch (SQLException | RuntimeException broken) {
            failure.set(broken);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Holds it back between two statements, until what is returned is closed by the same thread. */
    public Held hold() {
        turn.lock();
        return turn::unlock;
    }

    /** A writer that writes nothing. */
    public interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /** Rows changed. */
    public long changes() {
        return changes.get();
    }

    /** Why it stopped by itself; null while it goes on. */
    public @Nullable Throwable failure() {
        return failure.get();
    }

    @Override
    public void close() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

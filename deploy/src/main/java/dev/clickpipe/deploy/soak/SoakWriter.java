package dev.clickpipe.deploy.soak;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import dev.clickpipe.deploy.connection.SourceAddress;

/** Changes the tables without a pause: rows come, change, get another key and go. */
final class SoakWriter implements AutoCloseable {
    private static final int IDS = 6_000;
    private static final long PAUSE_MILLISECONDS = 8;

    private final SourceAddress source;
    private final Random random;
    private final Thread thread;
    private final AtomicLong changes = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean stopping;

    private SoakWriter(SourceAddress source, long seed) {
        this.source = source;
        random = new Random(seed);
        thread = Thread.ofPlatform().name("soak-writer").daemon().unstarted(this::run);
    }

    static SoakWriter start(SourceAddress source, long seed) {
        SoakWriter writer = new SoakWriter(source, seed);
        writer.thread.start();
        return writer;
    }

    private void run() {
        List<String> tables = SoakTables.all();
        try (Connection connection = source.open(); Statement statement = connection.createStatement()) {
            while (!stopping) {
                String table = SoakTables.name(tables.get(random.nextInt(tables.size())));
                int id = random.nextInt(IDS);
                changes.addAndGet(statement.executeUpdate(switch (random.nextInt(5)) {
                    case 0 -> "INSERT IGNORE INTO " + table + " (id, part, v, n) VALUES (" + id + ", 1, 'new', 0), ("
                            + (id + 1) + ", 2, NULL, NULL)";
                    case 1, 2 ->
                        "UPDATE " + table + " SET n = " + random.nextInt(100) + ", v = 'changed' WHERE id BETWEEN "
                                + id + " AND " + (id + 5);
                    case 3 -> "DELETE FROM " + table + " WHERE id BETWEEN " + id + " AND " + (id + 2);
                    default -> "UPDATE IGNORE " + table + " SET id = id + " + IDS / 2 + " WHERE id = " + id;
                }));
                Thread.sleep(PAUSE_MILLISECONDS);
            }
        } catch (SQLException | RuntimeException broken) {
            failure.set(broken);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Rows changed. */
    long changes() {
        return changes.get();
    }

    /** Why it stopped by itself; null while it goes on. */
    @Nullable
    Throwable failure() {
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

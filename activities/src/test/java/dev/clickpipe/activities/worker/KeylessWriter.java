package dev.clickpipe.activities.worker;

import dev.clickpipe.deploy.parts.source.SourceServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Changes a table {@code t (v, n)} that has no key without a pause: inserts, updates and deletes of equal rows. */
final class KeylessWriter implements AutoCloseable {
    private final AtomicLong changes = new AtomicLong();
    private final Connection connection;
    private final Thread thread;
    private volatile boolean stopped;
    private volatile @Nullable Throwable failure;

    private KeylessWriter(Connection connection) {
        this.connection = connection;
        thread = Thread.ofPlatform().name("keyless-writer").unstarted(this::write);
    }

    static KeylessWriter start(SourceServer server, String schema) throws SQLException {
        KeylessWriter writer = new KeylessWriter(
                DriverManager.getConnection(server.jdbcUrl(schema), server.user(), server.password()));
        writer.thread.start();
        return writer;
    }

    private void write() {
        long seed = new Random().nextLong();
        System.out.println("SEED of the writer " + seed);
        Random random = new Random(seed);
        try (Statement statement = connection.createStatement()) {
            while (!stopped) {
                String row = "v = '" + (char) ('a' + random.nextInt(4)) + "'";
                statement.execute(switch (random.nextInt(4)) {
                    case 0 -> "INSERT INTO t (v, n) SELECT v, n FROM t LIMIT " + (1 + random.nextInt(5));
                    case 1 -> "UPDATE t SET n = " + random.nextInt(3) + " WHERE " + row + " LIMIT 3";
                    case 2 -> "DELETE FROM t WHERE " + row + " LIMIT 2";
                    default -> "INSERT INTO t VALUES ('" + (char) ('a' + random.nextInt(4)) + "', "
                            + random.nextInt(3) + "), (NULL, NULL)";
                });
                changes.incrementAndGet();
            }
        } catch (SQLException broken) {
            failure = broken;
        }
    }

    /** Waits for so many more changes. */
    void awaitChanges(int more) {
        long until = changes.get() + more;
        Awaitility.await().atMost(TestPipe.PATIENCE).until(() -> {
            if (failure != null) {
                throw new AssertionError("the writer broke", failure);
            }
            return changes.get() >= until;
        });
    }

    void stop() throws InterruptedException {
        stopped = true;
        thread.join();
        if (failure != null) {
            throw new AssertionError("the writer broke", failure);
        }
    }

    @Override
    public void close() throws SQLException {
        stopped = true;
        connection.close();
    }
}

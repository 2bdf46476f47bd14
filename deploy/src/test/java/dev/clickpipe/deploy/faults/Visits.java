package dev.clickpipe.deploy.faults;

import dev.clickpipe.deploy.connection.Names;
import dev.clickpipe.deploy.connection.SourceAddress;
import dev.clickpipe.deploy.demo.Shop;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A table of the shop that has no key and many equal rows, and the people who change it. */
final class Visits implements AutoCloseable {
    static final String TABLE = "visits";
    private static final int PAGES = 5;
    private static final long PAUSE_MILLISECONDS = 40;

    private final SourceAddress source;
    private final Random random;
    private final Thread thread;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean stopping;

    private Visits(SourceAddress source, long seed) {
        this.source = source;
        random = new Random(seed);
        thread = Thread.ofPlatform().name("visitors").daemon().unstarted(this::run);
    }

    /** Makes the table with a few thousand rows. */
    static void create(SourceAddress source) throws SQLException {
        try (Connection connection = source.open(); Statement statement = connection.createStatement()) {
            String table = Names.source(Shop.DATABASE, TABLE);
            statement.execute("CREATE TABLE " + table + " (page VARCHAR(60), seconds DECIMAL(6,2), score FLOAT)");
            statement.execute("INSERT INTO " + table + " VALUES ('page 1', 1.5, 0.1), ('page 1', 1.5, 0.1),"
                    + " ('page 2', NULL, 2), (NULL, NULL, NULL), ('page 3', 3, 1e30)");
            for (int doubling = 0; doubling < 10; doubling++) {
                statement.execute("INSERT INTO " + table + " SELECT * FROM " + table);
            }
        }
    }

    /** Lets a user lock tables of the shop: a table without a key is read so by a pipe that follows MySQL by file. */
    static void letLock(SourceAddress administrator, SourceAddress reader) throws SQLException {
        try (Connection connection = administrator.open(); Statement statement = connection.createStatement()) {
            statement.execute("GRANT LOCK TABLES ON " + Names.source(Shop.DATABASE) + ".* TO '" + reader.user()
                    + "'@'%'");
        }
    }

    static Visits start(SourceAddress source, long seed) {
        Visits visits = new Visits(source, seed);
        visits.thread.start();
        return visits;
    }

    /** One more row, recognisable by its page. */
    static void mark(SourceAddress source, String marker) throws SQLException {
        try (Connection connection = source.open(); Statement statement = connection.createStatement()) {
            statement
                    .execute("INSERT INTO " + Names.source(Shop.DATABASE, TABLE) + " (page) VALUES ('" + marker + "')");
        }
    }

    private void run() {
        String table = Names.source(Shop.DATABASE, TABLE);
        try (Connection connection = source.open(); Statement statement = connection.createStatement()) {
            while (!stopping) {
                String page = "page = 'page " + random.nextInt(PAGES) + "'";
                statement.execute(switch (random.nextInt(4)) {
                    case 0 -> "INSERT INTO " + table + " SELECT * FROM " + table + " WHERE " + page + " LIMIT 3";
                    case 1 -> "UPDATE " + table + " SET seconds = " + random.nextInt(3) + " WHERE " + page + " LIMIT 4";
                    case 2 -> "DELETE FROM " + table + " WHERE " + page + " LIMIT 2";
                    default -> "INSERT INTO " + table + " VALUES ('page " + random.nextInt(PAGES) + "', 1.5, 0.1)";
                });
                Thread.sleep(PAUSE_MILLISECONDS);
            }
        } catch (SQLException | RuntimeException broken) {
            failure.set(broken);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Why they stopped by themselves; null while they go on. */
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

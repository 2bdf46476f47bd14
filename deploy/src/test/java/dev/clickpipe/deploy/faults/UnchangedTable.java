package dev.clickpipe.deploy.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.deploy.connection.ClickHouse;
import dev.clickpipe.deploy.connection.Names;
import dev.clickpipe.deploy.connection.SourceAddress;
import dev.clickpipe.deploy.demo.Shop;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A table of the shop that nobody changes, and somebody who reads its copy all the time. Whatever is killed, and whichever of
 * two tables stands there, it is whole at every moment.
 */
final class UnchangedTable implements AutoCloseable {
    static final String TABLE = "countries";
    private static final int ROWS = 4_096;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final ClickHouse clickHouse;
    private final String question;
    private final Thread thread;
    private final Set<String> answers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean stopping;

    private UnchangedTable(ClickHouse clickHouse, String destination) {
        this.clickHouse = clickHouse;
        question = "SELECT count(), sum(cityHash64(id, name)) FROM " + Names.clickHouse(destination, TABLE) + " FINAL";
        thread = Thread.ofPlatform().name("reader").daemon().unstarted(this::read);
    }

    static void create(SourceAddress source) throws SQLException {
        try (Connection connection = source.open(); Statement statement = connection.createStatement()) {
            String table = Names.source(Shop.DATABASE, TABLE);
            statement.execute("CREATE TABLE " + table + " (id INT PRIMARY KEY, name VARCHAR(60))");
            statement.execute("INSERT INTO " + table + " VALUES (0, 'country')");
            for (int rows = 1; rows < ROWS; rows *= 2) {
                statement.execute("INSERT INTO " + table + " SELECT id + " + rows + ", CONCAT(name, id) FROM " + table);
            }
        }
    }

    /** Begins to read; the table must be loaded. */
    static UnchangedTable read(ClickHouse clickHouse, String destination) {
        UnchangedTable reader = new UnchangedTable(clickHouse, destination);
        reader.thread.start();
        return reader;
    }

    private void read() {
        try {
            while (!stopping) {
                answers.add(clickHouse.first(question).orElseThrow().toString());
                looks.incrementAndGet();
                Thread.sleep(PAUSE);
            }
        } catch (IOException | RuntimeException | Error broken) {
            failure.set(broken);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Fails unless each look saw all rows. */
    void assertWhole() {
        System.out.printf("KILL %d looks at %s%n", looks.get(), question);
        assertThat(failure.get()).isNull();
        assertThat(looks).hasPositiveValue();
        assertThat(answers).singleElement().asString().contains(Integer.toString(ROWS));
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

package dev.clickpipe.deploy.faults;

import dev.clickpipe.deploy.connection.Names;
import dev.clickpipe.deploy.connection.SourceAddress;
import dev.clickpipe.deploy.connection.SourceWriter;
import dev.clickpipe.deploy.demo.Shop;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Random;

/** A table of the shop that has no key and many equal rows, and the people who change it. */
final class VisitsTable {
    static final String TABLE = "visits";
    private static final int PAGES = 5;
    private static final Duration PAUSE = Duration.ofMillis(40);

    private final Random random;

    private VisitsTable(long seed) {
        random = new Random(seed);
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

    static SourceWriter start(SourceAddress source, long seed) {
        return SourceWriter.start("visitors", source, PAUSE, new VisitsTable(seed)::next);
    }

    /** One more row, recognisable by its page. */
    static void mark(SourceAddress source, String marker) throws SQLException {
        try (Connection connection = source.open(); Statement statement = connection.createStatement()) {
            statement
                    .execute("INSERT INTO " + Names.source(Shop.DATABASE, TABLE) + " (page) VALUES ('" + marker + "')");
        }
    }

    private String next() {
        String table = Names.source(Shop.DATABASE, TABLE);
        String page = "page = 'page " + random.nextInt(PAGES) + "'";
        return switch (random.nextInt(4)) {
            case 0 -> "INSERT INTO " + table + " SELECT * FROM " + table + " WHERE " + page + " LIMIT 3";
            case 1 -> "UPDATE " + table + " SET seconds = " + random.nextInt(3) + " WHERE " + page + " LIMIT 4";
            case 2 -> "DELETE FROM " + table + " WHERE " + page + " LIMIT 2";
            default -> "INSERT INTO " + table + " VALUES ('page " + random.nextInt(PAGES) + "', 1.5, 0.1)";
        };
    }
}

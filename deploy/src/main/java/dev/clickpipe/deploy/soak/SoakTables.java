package dev.clickpipe.deploy.soak;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.clickpipe.deploy.connection.Names;
import dev.clickpipe.deploy.connection.SourceAddress;

/** Eight tables: with a key of one column, with one of two, and one without a key. */
final class SoakTables {
    static final String DATABASE = "soak";
    static final String KEYLESS = "visits";
    private static final int ROWS = 2_000;
    private static final List<String> KEYED = IntStream.rangeClosed(1, 6).mapToObj(number -> "t" + number).toList();
    private static final String COMPOSITE = "composite";

    private SoakTables() {}

    static List<String> all() {
        return Stream.concat(KEYED.stream(), Stream.of(COMPOSITE, KEYLESS)).toList();
    }

    static void create(SourceAddress administrator) throws SQLException {
        try (Connection connection = administrator.open(); Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + DATABASE);
            for (String table : all()) {
                statement.execute("CREATE TABLE " + name(table) + " " + columns(table));
                statement.execute("INSERT INTO " + name(table) + " (id, part, v, n) VALUES (1, 1, 'row', 1)");
                for (int rows = 1; rows < ROWS; rows *= 2) {
                    statement.execute("INSERT INTO " + name(table) + " (id, part, v, n) SELECT id + " + rows
                            + ", part, CONCAT('row ', id), n + 1 FROM " + name(table));
                }
            }
        }
    }

    private static String columns(String table) {
        String columns = "(id INT NOT NULL, part INT NOT NULL, v VARCHAR(60), n DECIMAL(10,2)";
        return columns + switch (table) {
            case KEYLESS -> ")";
            case COMPOSITE -> ", PRIMARY KEY (part, id))";
            default -> ", PRIMARY KEY (id))";
        };
    }

    /** One more row, recognisable by its text. */
    static void mark(Statement statement, String table, String marker, int id) throws SQLException {
        statement.execute(
                "INSERT INTO " + name(table) + " (id, part, v, n) VALUES (" + id + ", 0, '" + marker + "', 0)");
    }

    static String name(String table) {
        return Names.source(DATABASE, table);
    }
}

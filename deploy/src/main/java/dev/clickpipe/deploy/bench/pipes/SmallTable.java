package dev.clickpipe.deploy.bench.pipes;

import dev.clickpipe.deploy.connection.Names;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** The table of one pipe, with one row at first. */
record SmallTable(int number) {
    static final String DATABASE = "many";

    /** Also the pipe's name. */
    String name() {
        return "pipe_%03d".formatted(number);
    }

    String target() {
        return Names.clickHouse(DATABASE, name());
    }

    private String source() {
        return Names.source(DATABASE, name());
    }

    static void createAll(Connection connection, int tables) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + Names.source(DATABASE));
            for (int number = 0; number < tables; number++) {
                String table = new SmallTable(number).source();
                statement.execute("CREATE TABLE " + table + " (id BIGINT NOT NULL PRIMARY KEY, note VARCHAR(100))");
                statement.execute("INSERT INTO " + table + " VALUES (0, 'first')");
            }
        }
    }

    void insert(Connection connection, long id) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + source() + " VALUES (?, ?)")) {
            insert.setLong(1, id);
            insert.setString(2, "row " + id);
            insert.executeUpdate();
        }
    }
}

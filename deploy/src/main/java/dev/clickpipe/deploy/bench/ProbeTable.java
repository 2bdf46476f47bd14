package dev.clickpipe.deploy.bench;

import dev.clickpipe.deploy.connection.Names;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A small table of the source and its destination. */
record ProbeTable(String name) {
    static final String DATABASE = "bench";

    String source() {
        return Names.source(DATABASE, name);
    }

    String target() {
        return Names.clickHouse(DATABASE, name);
    }

    void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE IF NOT EXISTS " + Names.source(DATABASE));
            statement.execute("CREATE TABLE " + source() + " (id BIGINT NOT NULL PRIMARY KEY, payload VARCHAR(100))");
            statement.execute("INSERT INTO " + source() + " VALUES (1, 'first')");
        }
    }
}

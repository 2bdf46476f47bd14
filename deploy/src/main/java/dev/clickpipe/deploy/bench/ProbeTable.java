package dev.clickpipe.deploy.bench;

import dev.clickpipe.deploy.connection.Names;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A table of the source and its destination. */
record ProbeTable(String name) {
    static final String DATABASE = "bench";
    private static final int PAYLOAD_BYTES = 280;

    String source() {
        return Names.source(DATABASE, name);
    }

    String target() {
        return Names.clickHouse(DATABASE, name);
    }

    /** With one row. */
    void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE IF NOT EXISTS " + Names.source(DATABASE));
            statement.execute("CREATE TABLE " + source() + " (id BIGINT NOT NULL PRIMARY KEY, payload VARCHAR("
                    + PAYLOAD_BYTES + "))");
            statement.execute("INSERT INTO " + source() + " VALUES (1, 'first')");
        }
    }

    /** Adds rows of some 300 bytes until there are so many, by doubling. */
    void fill(Connection connection, long rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (long there = 1; there < rows; there *= 2) {
                statement.execute("INSERT INTO " + source() + " SELECT id + " + there + ", REPEAT(CHAR(65 + id % 26), "
                        + PAYLOAD_BYTES + ") FROM " + source() + " WHERE id + " + there + " <= " + rows);
            }
        }
    }

    /** Adds all rows of another one in one transaction, with numbers that are higher by so much. */
    void copyFrom(Connection connection, ProbeTable other, long higher) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO " + source() + " SELECT id + " + higher + ", payload FROM "
                    + other.source());
        }
    }
}

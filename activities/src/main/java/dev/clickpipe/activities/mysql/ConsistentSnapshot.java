package dev.clickpipe.activities.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The statements that let a session see one moment of all tables. */
public final class ConsistentSnapshot {
    private ConsistentSnapshot() {}

    /** Starts one in the session; asks nothing of the server but that the tables are InnoDB's. */
    public static void start(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // Without REPEATABLE READ the servers ignore WITH CONSISTENT SNAPSHOT.
            statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
        }
    }

    static void end(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        }
    }
}

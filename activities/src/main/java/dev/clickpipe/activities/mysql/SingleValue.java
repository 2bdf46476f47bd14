package dev.clickpipe.activities.mysql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Statements that answer with one value. */
final class SingleValue {
    private SingleValue() {}

    /** The first column of the first row; null when it is NULL or there is none. */
    static @Nullable String find(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    /** The first column of the first row, which is there. */
    static String text(Connection connection, String sql) throws SQLException {
        String value = find(connection, sql);
        if (value == null) {
            throw new SQLException("the server answered nothing to " + sql, "HY000");
        }
        return value;
    }

    /** Whether there is a row. */
    static boolean anyRow(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            return rows.next();
        }
    }
}

package dev.clickpipe.activities.mysql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;

/**
 * Databases whose changes a server leaves out of its binlog, by {@code binlog-do-db} and {@code binlog-ignore-db}. With
 * row events the database of the table decides (MySQL manual, "How Servers Evaluate Replication Filtering Rules").
 *
 * @param logged the only ones that are logged; empty: all
 * @param ignored ones that are not logged
 */
public record BinlogFilter(List<String> logged, List<String> ignored) {
    public BinlogFilter {
        logged = List.copyOf(logged);
        ignored = List.copyOf(ignored);
    }

    /** Asks the server. */
    public static BinlogFilter read(Connection connection, SourceServer server) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet status = statement.executeQuery(server.binlogStatusStatement(connection))) {
            return status.next()
                    ? new BinlogFilter(names(status.getString("Binlog_Do_DB")),
                            names(status.getString("Binlog_Ignore_DB")))
                    : new BinlogFilter(List.of(), List.of());
        }
    }

    /** The server joins them with commas and quotes nothing. */
    private static List<String> names(String joined) {
        return Arrays.stream(joined.split(",")).filter(name -> !name.isEmpty()).toList();
    }

    /** Whether changes of tables of the database are in the binlog. */
    public boolean logs(String database) {
        return (logged.isEmpty() || logged.contains(database)) && !ignored.contains(database);
    }

    /** As options of the server. */
    @Override
    public String toString() {
        return (logged.isEmpty() ? "" : "binlog-do-db=" + String.join(",", logged))
                + (logged.isEmpty() || ignored.isEmpty() ? "" : " ")
                + (ignored.isEmpty() ? "" : "binlog-ignore-db=" + String.join(",", ignored));
    }
}

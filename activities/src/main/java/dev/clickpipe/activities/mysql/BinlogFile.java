package dev.clickpipe.activities.mysql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of a server's binlog.
 *
 * @param size bytes that it has by now
 */
public record BinlogFile(String name, long size) {
    /** All that the server has, in its order; asks for {@link SourceServer#positionPrivilege}. */
    public static List<BinlogFile> list(Connection connection, SourceServer server) throws SQLException {
        List<BinlogFile> files = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(server.positionStatement())) {
            while (rows.next()) {
                files.add(new BinlogFile(rows.getString(1), rows.getLong(2)));
            }
        }
        return files;
    }
}

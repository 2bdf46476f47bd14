package dev.clickpipe.deploy.compare.table;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What a source table looks like, from information_schema. */
public final class SourceSchema {
    private SourceSchema() {}

    /** One column: its DATA_TYPE, and the scale of a decimal. */
    public record Column(String name, String dataType, int scale) {}

    public static List<Column> columns(Connection connection, QualifiedName table) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT COLUMN_NAME, DATA_TYPE, COALESCE(NUMERIC_SCALE, 0) FROM information_schema.COLUMNS
                WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION""")) {
            statement.setString(1, table.database());
            statement.setString(2, table.table());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.add(new Column(rows.getString(1), rows.getString(2), rows.getInt(3)));
                }
            }
        }
        return columns;
    }

    /** Columns of the primary key in key order; of the first unique key without NULLs where there is none. */
    public static List<String> key(Connection connection, QualifiedName table) throws SQLException {
        List<String> key = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT INDEX_NAME, COLUMN_NAME FROM information_schema.STATISTICS s
                WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND NON_UNIQUE = 0 AND NOT EXISTS (
                  SELECT 1 FROM information_schema.STATISTICS n WHERE n.TABLE_SCHEMA = s.TABLE_SCHEMA
                  AND n.TABLE_NAME = s.TABLE_NAME AND n.INDEX_NAME = s.INDEX_NAME
                  AND (n.NULLABLE = 'YES' OR n.SUB_PART IS NOT NULL))
                ORDER BY INDEX_NAME <> 'PRIMARY', INDEX_NAME, SEQ_IN_INDEX""")) {
            statement.setString(1, table.database());
            statement.setString(2, table.table());
            try (ResultSet rows = statement.executeQuery()) {
                String first = null;
                while (rows.next()) {
                    String index = rows.getString(1);
                    first = first == null ? index : first;
                    if (index.equals(first)) {
                        key.add(rows.getString(2));
                    }
                }
            }
        }
        return key;
    }
}

package dev.clickpipe.activities.definition;

import dev.clickpipe.workflows.settings.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads definitions from the source's information_schema, many tables in one answer.
 *
 * <p>It compares names without case; only tables that are spelled exactly as asked for come back, because the binlog
 * spells them one way.
 */
public final class SourceDefinitions {
    /** Keeps statements below the limit of placeholders and of what the servers plan well. */
    private static final int TABLES_AT_ONCE = 200;

    private final Connection connection;

    /** Reads over the connection, which the caller closes. */
    public SourceDefinitions(Connection connection) {
        this.connection = connection;
    }

    /** What the names stand for; those that are not there are missing from the map. */
    public Map<TableName, SourceTableKind> tables(Collection<TableName> names) throws SQLException {
        Map<TableName, SourceTableKind> found = new LinkedHashMap<>();
        for (List<TableName> some : stretches(names)) {
            read("SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, ENGINE, TABLE_ROWS FROM information_schema.TABLES WHERE ",
                    some, "", row -> {
                        TableName name = new TableName(row.getString(1), row.getString(2));
                        found.put(name, new SourceTableKind(name, row.getString(3), row.getString(4), row.getLong(5)));
                    });
        }
        return exactly(names, found);
    }

    /** Tables whose names differ from one that is not there in case alone. */
    public List<TableName> spelledOtherwise(TableName name) throws SQLException {
        List<TableName> found = new ArrayList<>();
        read("SELECT TABLE_SCHEMA, TABLE_NAME FROM information_schema.TABLES WHERE ", List.of(name), "",
                row -> found.add(new TableName(row.getString(1), row.getString(2))));
        read("SELECT TABLE_SCHEMA, TABLE_NAME FROM information_schema.TABLES WHERE ", List.of(name), "", false,
                row -> found.add(new TableName(row.getString(1), row.getString(2))));
        return found.stream().distinct().filter(other -> !other.equals(name)).toList();
    }

    /** The definitions of tables; those that are not there are missing from the map. */
    public Map<TableName, TableDefinition> definitions(Collection<TableName> names) throws SQLException {
        Map<TableName, List<ColumnDefinition>> columns = new LinkedHashMap<>();
        Map<TableName, List<String>> keys = new HashMap<>();
        Set<TableName> versioned = new HashSet<>();
        for (List<TableName> some : stretches(names)) {
            read("SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, CHARACTER_SET_NAME, COLLATION_NAME,"
                    + " IS_NULLABLE, GENERATION_EXPRESSION, EXTRA FROM information_schema.COLUMNS WHERE ", some,
                    " ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION",
                    row -> columns.computeIfAbsent(new TableName(row.getString(1), row.getString(2)),
                            _ -> new ArrayList<>()).add(column(row)));
            read("SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME FROM information_schema.STATISTICS"
                    + " WHERE INDEX_NAME = 'PRIMARY' AND ", some, " ORDER BY TABLE_SCHEMA, TABLE_NAME, SEQ_IN_INDEX",
                    row -> keys.computeIfAbsent(new TableName(row.getString(1), row.getString(2)),
                            _ -> new ArrayList<>()).add(row.getString(3)));
            read("SELECT TABLE_SCHEMA, TABLE_NAME FROM information_schema.TABLES"
                    + " WHERE TABLE_TYPE = 'SYSTEM VERSIONED' AND ", some, "",
                    row -> versioned.add(new TableName(row.getString(1), row.getString(2))));
        }
        Map<TableName, TableDefinition> found = new LinkedHashMap<>();
        columns.forEach((name, all) -> {
            List<String> key = keys.getOrDefault(name, List.of());
            found.put(name, versioned.contains(name) ? versioned(name, all, key) : new TableDefinition(name, all, key));
        });
        return exactly(names, found);
    }

    /** Its server adds ROW END to the primary key, because rows of the history have the same key; current ones have not. */
    private static TableDefinition versioned(TableName name, List<ColumnDefinition> columns, List<String> primaryKey) {
        String rowEnd = columns.stream().filter(ColumnDefinition::isRowEnd).map(ColumnDefinition::name).findFirst()
                .orElse(TableDefinition.IMPLICIT_ROW_END);
        return new TableDefinition(name, columns, primaryKey.stream().filter(column -> !column.equals(rowEnd)).toList(),
                rowEnd);
    }

    /** The indexes of a table that keep its rows in the order of columns. */
    public List<SourceIndex> indexes(TableName name) throws SQLException {
        Map<String, SourceIndex> found = new LinkedHashMap<>();
        // Of all columns, because how an index is hidden from the optimizer differs between the families.
        read("SELECT * FROM information_schema.STATISTICS WHERE INDEX_TYPE = 'BTREE' AND ", List.of(name),
                " ORDER BY INDEX_NAME, SEQ_IN_INDEX", row -> {
                    if (!hidden(row)) {
                        found.merge(row.getString("INDEX_NAME"), index(row), SourceIndex::and);
                    }
                });
        return List.copyOf(found.values());
    }

    private static SourceIndex index(ResultSet row) throws SQLException {
        return new SourceIndex(row.getString("INDEX_NAME"), row.getInt("NON_UNIQUE") == 0,
                List.of(new SourceIndex.Part(row.getString("COLUMN_NAME"), row.getString("SUB_PART") == null,
                        "D".equals(row.getString("COLLATION")))));
    }

    private static boolean hidden(ResultSet row) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            String value = switch (columns.getColumnLabel(column)) {
                case "IS_VISIBLE" -> "NO";
                case "IGNORED" -> "YES";
                default -> "";
            };
            if (!value.isEmpty() && value.equals(row.getString(column))) {
                return true;
            }
        }
        return false;
    }

    private static ColumnDefinition column(ResultSet row) throws SQLException {
        String extra = row.getString(9);
        return new ColumnDefinition(row.getString(3), row.getString(4), row.getString(5), row.getString(6),
                row.getString(7).equals("YES"), row.getString(8), extra == null ? "" : extra);
    }

    private void read(String select, List<TableName> names, String order, RowReader reader) throws SQLException {
        read(select, names, order, true, reader);
    }

    private void read(String select, List<TableName> names, String order, boolean asStored, RowReader reader)
            throws SQLException {
        String pair = asStored
                ? "(TABLE_SCHEMA = ? AND TABLE_NAME = ?)"
                : "(LOWER(TABLE_SCHEMA) = LOWER(?) AND LOWER(TABLE_NAME) = LOWER(?))";
        String sql = select + "(" + String.join(" OR ", Collections.nCopies(names.size(), pair)) + ")" + order;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int parameter = 1;
            for (TableName name : names) {
                statement.setString(parameter++, name.schema());
                statement.setString(parameter++, name.table());
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    private static List<List<TableName>> stretches(Collection<TableName> names) {
        List<TableName> all = names.stream().distinct().toList();
        List<List<TableName>> stretches = new ArrayList<>();
        for (int start = 0; start < all.size(); start += TABLES_AT_ONCE) {
            stretches.add(all.subList(start, Math.min(all.size(), start + TABLES_AT_ONCE)));
        }
        return stretches;
    }

    private static <T> Map<TableName, T> exactly(Collection<TableName> names, Map<TableName, T> found) {
        found.keySet().retainAll(new HashSet<>(names));
        return found;
    }

    @FunctionalInterface
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }
}

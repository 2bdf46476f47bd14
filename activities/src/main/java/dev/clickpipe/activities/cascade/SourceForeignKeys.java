package dev.clickpipe.activities.cascade;

import dev.clickpipe.workflows.settings.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads foreign keys from the source, those of many tables in few answers: all by which changes may reach a table, also
 * through tables between.
 *
 * <p>MariaDB shows the columns of a key to who may read the table, but its actions in information_schema only to who may
 * change it; SHOW CREATE TABLE shows them too.
 */
final class SourceForeignKeys {
    /** InnoDB refuses statements that cascade further. */
    private static final int DEEPEST = 15;
    /** Keeps statements below the limit of placeholders and of what the servers plan well. */
    private static final int TABLES_AT_ONCE = 200;
    /** ER_TABLEACCESS_DENIED_ERROR. */
    private static final int DENIED = 1142;

    private final Connection connection;

    /** Reads over the connection, which the caller closes. */
    SourceForeignKeys(Connection connection) {
        this.connection = connection;
    }

    /** Keys that change rows, of these tables, of their parents, and so on. Empty where the user may see none. */
    List<ForeignKey> reaching(Collection<TableName> tables) throws SQLException {
        List<ForeignKey> found = new ArrayList<>();
        Set<TableName> seen = new HashSet<>(tables);
        Collection<TableName> level = seen;
        for (int depth = 0; depth < DEEPEST && !level.isEmpty(); depth++) {
            List<ForeignKey> keys = of(level).stream().filter(ForeignKey::changesRows).toList();
            found.addAll(keys);
            level = keys.stream().map(ForeignKey::parent).filter(seen::add).toList();
        }
        return List.copyOf(found);
    }

    /** Whether the user may see the keys of a table at all; of a table that has none it cannot be known otherwise. */
    boolean mayShow(TableName table) throws SQLException {
        return createStatement(table) != null;
    }

    private List<ForeignKey> of(Collection<TableName> tables) throws SQLException {
        List<ForeignKey> keys = new ArrayList<>();
        Map<String, List<TableName>> bySchema = tables.stream().distinct()
                .collect(Collectors.groupingBy(TableName::schema, LinkedHashMap::new, Collectors.toList()));
        for (List<TableName> ofSchema : bySchema.values()) {
            for (int start = 0; start < ofSchema.size(); start += TABLES_AT_ONCE) {
                keys.addAll(ofSchema(ofSchema.subList(start, Math.min(ofSchema.size(), start + TABLES_AT_ONCE))));
            }
        }
        return keys;
    }

    private List<ForeignKey> ofSchema(List<TableName> tables) throws SQLException {
        Map<List<String>, Columns> columns = new LinkedHashMap<>();
        Set<TableName> asked = new HashSet<>(tables);
        read("SELECT TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, COLUMN_NAME, REFERENCED_TABLE_SCHEMA,"
                + " REFERENCED_TABLE_NAME, REFERENCED_COLUMN_NAME FROM information_schema.KEY_COLUMN_USAGE"
                + " WHERE REFERENCED_TABLE_NAME IS NOT NULL AND TABLE_SCHEMA = ? AND TABLE_NAME", tables,
                " ORDER BY TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION", row -> {
                    TableName child = new TableName(row.getString(1), row.getString(2));
                    // Compared without case by the server.
                    if (asked.contains(child)) {
                        Columns key = columns.get(id(child, row.getString(3)));
                        if (key == null) {
                            key = new Columns(child, row.getString(3),
                                    new TableName(row.getString(5), row.getString(6)), new ArrayList<>(),
                                    new ArrayList<>());
                            columns.put(id(child, row.getString(3)), key);
                        }
                        key.own().add(row.getString(4));
                        key.referenced().add(row.getString(7));
                    }
                });
        return columns.isEmpty() ? List.of() : withActions(columns, tables);
    }

    private List<ForeignKey> withActions(Map<List<String>, Columns> columns, List<TableName> tables)
            throws SQLException {
        Map<List<String>, ForeignKeyActions> actions = new HashMap<>();
        read("SELECT CONSTRAINT_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, DELETE_RULE, UPDATE_RULE"
                + " FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = ? AND TABLE_NAME", tables,
                "", row -> actions.put(id(new TableName(row.getString(1), row.getString(2)), row.getString(3)),
                        new ForeignKeyActions(ReferentialAction.of(row.getString(4)),
                                ReferentialAction.of(row.getString(5)))));
        List<ForeignKey> keys = new ArrayList<>();
        for (Map.Entry<List<String>, Columns> entry : columns.entrySet()) {
            Columns key = entry.getValue();
            ForeignKeyActions known = actions.get(entry.getKey());
            ForeignKeyActions action = known != null ? known : shownActions(key);
            keys.add(new ForeignKey(key.child(), key.name(), key.own(), key.parent(), key.referenced(),
                    action.onDelete(), action.onUpdate()));
        }
        return keys;
    }

    private ForeignKeyActions shownActions(Columns key) throws SQLException {
        String statement = createStatement(key.child());
        return statement == null ? ForeignKeyActions.HIDDEN : ForeignKeyActions.in(statement, key.name());
    }

    private @Nullable String createStatement(TableName table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION sql_quote_show_create = 1");
            try (ResultSet rows = statement.executeQuery("SHOW CREATE TABLE " + table.quoted())) {
                return rows.next() ? rows.getString(2) : null;
            }
        } catch (SQLException refused) {
            if (refused.getErrorCode() == DENIED) {
                return null;
            }
            throw refused;
        }
    }

    /** Of one database, because MariaDB then looks into that alone. */
    private void read(String select, List<TableName> tables, String order, RowReader reader) throws SQLException {
        String sql = select + " IN (" + String.join(", ", Collections.nCopies(tables.size(), "?")) + ")" + order;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int parameter = 1;
            statement.setString(parameter++, tables.getFirst().schema());
            for (TableName table : tables) {
                statement.setString(parameter++, table.table());
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    private static List<String> id(TableName child, String constraint) {
        return List.of(child.schema(), child.table(), constraint);
    }

    private record Columns(TableName child, String name, TableName parent, List<String> own,
            List<String> referenced) {}

    @FunctionalInterface
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }
}

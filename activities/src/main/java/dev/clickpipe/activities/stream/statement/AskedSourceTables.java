package dev.clickpipe.activities.stream.statement;

import dev.clickpipe.activities.errors.ErrorClassifier;
import dev.clickpipe.activities.mysql.Grantee;
import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.workflows.settings.SourceConnection;
import dev.clickpipe.workflows.settings.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the source, over a connection of its own for each question, and remembers the answers. A question takes no longer
 * than {@link SourceConnections#openControl} lets it: the binlog client's thread waits for it. For one thread.
 */
public final class AskedSourceTables implements SourceTables {
    private static final Set<String> TABLES = Set.of("BASE TABLE", "SYSTEM VERSIONED");
    private static final Set<String> ENGINES_PASSING_ON = Set.of("MRG_MYISAM", "FEDERATED", "SPIDER", "CONNECT");

    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    private final SourceConnections connections;
    private final SourceConnection source;
    private final Map<TableName, Kind> kinds = new HashMap<>();
    private final Map<TableName, Boolean> triggers = new HashMap<>();
    private final Map<String, List<Cascade>> cascades = new HashMap<>();
    private @Nullable Grants grants;

    public AskedSourceTables(SourceConnections connections, SourceConnection source) {
        this.connections = connections;
        this.source = source;
    }

    @Override
    public Kind kind(TableName table) {
        return remembered(kinds, table, () -> asking(connection -> readKind(connection, table)));
    }

    @Override
    public boolean hasTrigger(TableName table) {
        return remembered(triggers, table, () -> asking(connection -> !rows(connection,
                "SELECT TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = ?"
                        + " AND EVENT_OBJECT_TABLE = ?",
                table.schema(), table.table()).isEmpty()));
    }

    @Override
    public boolean showsTriggers(TableName table) {
        Grants known = grants;
        if (known == null) {
            known = asking(Grants::read);
            grants = known;
        }
        return known.include("TRIGGER", table);
    }

    @Override
    public List<Cascade> cascades(String schema) {
        return remembered(cascades, schema, () -> asking(connection -> readCascades(connection, schema)));
    }

    @Override
    public String grantee() {
        return asking(Grantee::of);
    }

    @Override
    public void forget() {
        kinds.clear();
        triggers.clear();
        cascades.clear();
        grants = null;
    }

    private static Kind readKind(Connection connection, TableName table) throws SQLException {
        List<List<@Nullable String>> found = rows(connection,
                "SELECT TABLE_TYPE, ENGINE FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?",
                table.schema(), table.table());
        if (found.isEmpty()) {
            return Kind.UNKNOWN;
        }
        String type = found.getFirst().getFirst();
        String engine = found.getFirst().getLast();
        boolean keepsRows = type != null && TABLES.contains(type) && engine != null
                && !ENGINES_PASSING_ON.contains(engine.toUpperCase(Locale.ROOT));
        return keepsRows ? Kind.TABLE : Kind.PASSES_ROWS_ON;
    }

    private static List<Cascade> readCascades(Connection connection, String schema) throws SQLException {
        List<Cascade> cascades = new ArrayList<>();
        for (List<@Nullable String> row : rows(connection,
                "SELECT UNIQUE_CONSTRAINT_SCHEMA, REFERENCED_TABLE_NAME, CONSTRAINT_SCHEMA, TABLE_NAME"
                        + " FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = ?"
                        + " AND NOT (DELETE_RULE IN ('RESTRICT', 'NO ACTION')"
                        + " AND UPDATE_RULE IN ('RESTRICT', 'NO ACTION'))",
                schema)) {
            cascades.add(new Cascade(new TableName(String.valueOf(row.get(0)), String.valueOf(row.get(1))),
                    new TableName(String.valueOf(row.get(2)), String.valueOf(row.get(3)))));
        }
        return cascades;
    }

    private static List<List<@Nullable String>> rows(Connection connection, String sql, String... parameters)
            throws SQLException {
        List<List<@Nullable String>> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                int columns = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    List<@Nullable String> row = new ArrayList<>();
                    for (int column = 1; column <= columns; column++) {
                        row.add(rows.getString(column));
                    }
                    found.add(row);
                }
            }
        }
        return found;
    }

    /** Not computeIfAbsent: a question may end in an exception, and asks for a connection. */
    private static <K, V> V remembered(Map<K, V> answers, K key, Supplier<V> question) {
        V known = answers.get(key);
        if (known == null) {
            known = question.get();
            answers.put(key, known);
        }
        return known;
    }

    private <T> T asking(Question<T> question) {
        try (Connection connection = connections.openControl(source)) {
            return question.ask(connection);
        } catch (SQLException failure) {
            throw ErrorClassifier.classify(failure, null);
        }
    }
}

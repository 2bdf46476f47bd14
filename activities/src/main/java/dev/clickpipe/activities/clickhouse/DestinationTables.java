package dev.clickpipe.activities.clickhouse;

import com.clickhouse.client.api.ServerException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks at the tables of the destination and makes them. */
public final class DestinationTables {
    private static final int TABLE_ALREADY_EXISTS = 57;

    private final ClickHouse clickHouse;

    public DestinationTables(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    /** Engine of a database; empty when there is none of the name. */
    public Optional<String> databaseEngine(String database) {
        return clickHouse.select("SELECT toString(engine) AS engine FROM system.databases WHERE name = "
                + Identifiers.literal(database), row -> row.text("engine")).stream().findFirst();
    }

    /** A table; empty when there is none of the name. */
    public Optional<DestinationTable> find(String database, String table) {
        return select(database, "name = " + Identifiers.literal(table)).stream().findFirst();
    }

    /** Of these names, the tables that there are: what they were at one moment. */
    public List<DestinationTable> among(String database, List<String> names) {
        return select(database, "name IN ("
                + names.stream().map(Identifiers::literal).collect(Collectors.joining(", ")) + ")");
    }

    /** All tables whose names begin with a text. */
    public List<DestinationTable> beginningWith(String database, String prefix) {
        return select(database, "startsWith(name, " + Identifiers.literal(prefix) + ")");
    }

    private List<DestinationTable> select(String database, String condition) {
        return clickHouse.select("SELECT toString(name) AS name, toString(uuid) AS uuid, toString(engine) AS engine,"
                + " toString(engine_full) AS engine_full, toString(comment) AS comment,"
                + " toString(sorting_key) AS sorting_key FROM system.tables WHERE database = "
                + Identifiers.literal(database) + " AND " + condition,
                row -> new DestinationTable(database, row.text("name"), row.text("uuid"), row.text("engine"),
                        row.text("engine_full"), row.text("comment"), row.text("sorting_key")));
    }

    /** The columns of a table, in its order; none when it is not there. */
    public List<ExistingColumn> columns(String database, String table) {
        return clickHouse.select("SELECT toString(name) AS name, toString(type) AS type,"
                + " toString(default_kind) AS default_kind FROM system.columns WHERE database = "
                + Identifiers.literal(database) + " AND table = " + Identifiers.literal(table) + " ORDER BY position",
                row -> new ExistingColumn(row.text("name"), row.text("type"),
                        row.text("default_kind")));
    }

    /** The columns that a table is sorted by, in the order of its columns. */
    public List<String> sortingKeyColumns(String database, String table) {
        return clickHouse.select("SELECT toString(name) AS name FROM system.columns WHERE database = "
                + Identifiers.literal(database) + " AND table = " + Identifiers.literal(table)
                + " AND is_in_sorting_key ORDER BY position", row -> row.text("name"));
    }

    /** Whether a table holds rows, deleted ones too. */
    public boolean hasRows(String database, String table) {
        return !clickHouse.select("SELECT '1' AS one FROM " + Identifiers.quote(database, table) + " LIMIT 1",
                row -> row.text("one")).isEmpty();
    }

    /** How many rows a table holds, deleted ones too. */
    public long count(String database, String table) {
        return clickHouse.select("SELECT toString(count()) AS rows FROM " + Identifiers.quote(database, table)
                + " SETTINGS select_sequential_consistency = 1", row -> Long.parseLong(row.text("rows"))).getFirst();
    }

    /**
     * The highest version in a table, unsigned, as fast as its index allows; 0 when it is empty.
     *
     * @param atLeast a version that a row of the table is known to have; 0 when none is known, and then the table's
     * metadata answers where the version leads the sorting key, which a condition would prevent
     */
    public long highestVersion(String database, String table, String versionColumn, long atLeast) {
        String version = Identifiers.quote(versionColumn);
        String condition = atLeast == 0 ? "" : " WHERE " + version + " >= " + Long.toUnsignedString(atLeast);
        return clickHouse.select("SELECT toString(max(" + version + ")) AS version FROM "
                + Identifiers.quote(database, table) + condition
                + " SETTINGS select_sequential_consistency = 1", row -> Long.parseUnsignedLong(row.text("version")))
                .getFirst();
    }

    /** Makes an empty table like another one. Fails when there is one of the name. */
    public void createLike(String database, String table, String other, String comment) {
        clickHouse.execute(statements(database).createLike(table, other, comment));
    }

    /** Gives a table another name. Fails when there is one of that name. */
    public void rename(String database, String table, String other) {
        clickHouse.execute(statements(database).rename(table, other));
    }

    /** Swaps two tables' names in one step. */
    public void exchange(String database, String table, String other) {
        clickHouse.execute(statements(database).exchange(table, other));
    }

    /** Drops a table and waits until it is gone; nothing when it is not there. */
    public void drop(String database, String table) {
        clickHouse.execute(statements(database).drop(table));
    }

    /** Makes a table. Fails when there is one of the name. */
    public void create(TableSpecification table) {
        clickHouse.execute(statements(table.database()).create(table));
    }

    /** Makes a table, unless there is one of the name. */
    public void createUnlessThere(TableSpecification table) {
        clickHouse.execute(statements(table.database()).createUnlessThere(table));
    }

    /** Replaces a table's comment. */
    public void comment(String database, String table, String comment) {
        clickHouse.execute(statements(database).comment(table, comment));
    }

    private TableStatements statements(String database) {
        return new TableStatements(database,
                Replication.of(databaseEngine(database).orElse(""), clickHouse.cluster()));
    }

    /** Whether {@link #create} failed because there was a table of that name. */
    public static boolean isAlreadyThere(RuntimeException refused) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof ServerException server && server.getCode() == TABLE_ALREADY_EXISTS) {
                return true;
            }
        }
        return false;
    }
}

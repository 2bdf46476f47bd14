package dev.clickpipe.activities.snapshot.partition;

import dev.clickpipe.workflows.contract.KeyBound.ColumnValue;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks a source for keys of a table, through their index alone. */
final class KeyQueries {
    private final Connection connection;
    private final PartitionKey key;
    private final String table;
    private final String index;

    KeyQueries(Connection connection, String quotedTable, IndexedKey indexed) {
        this.connection = connection;
        key = indexed.key();
        table = quotedTable;
        index = PartitionColumn.quoted(indexed.index());
    }

    /**
     * A row's place and whether it is behind the one that was asked about.
     *
     * @param place values of all columns of the key; empty where the first one is NULL
     */
    record Found(List<ColumnValue> place, boolean behind) {}

    /** The row so many rows behind the first one at or behind a place; null when there are fewer. */
    @Nullable
    Found after(List<ColumnValue> place, long rows) throws SQLException {
        return find(key.behind(place), key.atLeast(place), rows);
    }

    /** The first row behind all that begin with some values, and not one with NULLs; null when there is none. */
    @Nullable
    Found behind(List<ColumnValue> values) throws SQLException {
        return find("1", values.isEmpty()
                ? key.columns().getFirst().quoted() + " IS NOT NULL"
                : key.behind(values), 0);
    }

    private @Nullable Found find(String behind, String condition, long offset) throws SQLException {
        String select = key.columns().stream().map(PartitionColumn::read).collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + select + ", " + behind + forced() + condition
                        + ordered("") + " LIMIT 1 OFFSET " + offset)) {
            if (!row.next()) {
                return null;
            }
            List<ColumnValue> place = new ArrayList<>();
            for (PartitionColumn column : key.columns()) {
                String value = row.getString(place.size() + 1);
                if (value == null) {
                    return new Found(List.of(), false);
                }
                place.add(column.value(value));
            }
            return new Found(place, row.getBoolean(key.columns().size() + 1));
        }
    }

    /** Whether there are rows whose first column is NULL. */
    boolean hasNulls() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT 1" + forced() + key.columns().getFirst().quoted()
                        + " IS NULL LIMIT 1")) {
            return row.next();
        }
    }

    /** The lowest number of the column behind some values, from a number on; null when there is none. */
    @Nullable
    BigInteger lowest(List<ColumnValue> values, @Nullable BigInteger from) throws SQLException {
        return number(values, from, "");
    }

    /** The highest number of the column behind some values; null when there is none. */
    @Nullable
    BigInteger highest(List<ColumnValue> values) throws SQLException {
        return number(values, null, " DESC");
    }

    private @Nullable BigInteger number(List<ColumnValue> values, @Nullable BigInteger from, String direction)
            throws SQLException {
        PartitionColumn column = key.columns().get(values.size());
        String condition = key.beginningWith(values) + " AND " + column.quoted()
                + (from == null ? " IS NOT NULL" : " >= " + from);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + column.read() + forced() + condition
                        + ordered(direction) + " LIMIT 1")) {
            return row.next() ? new BigInteger(row.getString(1)) : null;
        }
    }

    /**
     * About how many rows begin with some values and have a number of a range in the column behind those: what the server's
     * optimizer finds out with a few reads of the index. InnoDB says up to twice as many.
     *
     * @param until null: to the highest
     */
    long estimate(List<ColumnValue> values, BigInteger from, @Nullable BigInteger until) throws SQLException {
        PartitionColumn column = key.columns().get(values.size());
        String range = " AND " + column.quoted() + " >= " + from
                + (until == null ? "" : " AND " + column.quoted() + " < " + until);
        // Not FORCE INDEX, for which MySQL estimates nothing.
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("EXPLAIN FORMAT=TRADITIONAL SELECT " + column.quoted() + " FROM "
                        + table + " USE INDEX (" + index + ") WHERE " + key.beginningWith(values) + range
                        + ordered(""))) {
            return row.next() ? row.getLong("rows") : 0;
        }
    }

    private String forced() {
        return " FROM " + table + " FORCE INDEX (" + index + ") WHERE ";
    }

    private String ordered(String direction) {
        return key.columns().stream().map(column -> column.quoted() + direction)
                .collect(Collectors.joining(", ", " ORDER BY ", ""));
    }
}

package dev.clickpipe.activities.snapshot;

import dev.clickpipe.workflows.contract.KeyBound;
import dev.clickpipe.workflows.contract.Partition;
import dev.clickpipe.workflows.contract.PartitionPlan;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts the next stretch of one table into partitions. Ranges are contiguous, so each row is in exactly one of them. */
final class PartitionPlanner {
    /** More ranges than this make the plan longer than the load. */
    private static final long MOST_PARTITIONS = 20_000;

    private final Connection connection;
    private final String table;
    private final PartitionColumn column;
    private final int rowsPerPartition;
    private final long estimatedRows;

    PartitionPlanner(Connection connection, String quotedTable, PartitionColumn column, int rowsPerPartition,
            long estimatedRows) {
        this.connection = connection;
        this.table = quotedTable;
        this.column = column;
        this.rowsPerPartition = rowsPerPartition;
        this.estimatedRows = estimatedRows;
    }

    /** At most {@code limit} partitions from {@code after} on; the first is numbered {@code firstNumber}. */
    PartitionPlan plan(@Nullable KeyBound after, int firstNumber, int limit) throws SQLException {
        Bounds bounds = switch (column.cut()) {
            case ARITHMETIC -> arithmetic();
            case NUMBERS -> bound -> further(bound, KeyBound.Form.NUMBER, "CAST(" + column.quoted() + " AS CHAR)");
            case TEXTS -> bound -> further(bound, KeyBound.Form.TEXT,
                    "HEX(CONVERT(" + column.quoted() + " USING utf8mb4))");
            case BYTES -> bound -> further(bound, KeyBound.Form.BYTES, "HEX(" + column.quoted() + ")");
            case NONE -> bound -> null;
        };
        List<Partition> partitions = new ArrayList<>();
        KeyBound from = after;
        do {
            KeyBound until = bounds.next(from);
            partitions.add(new Partition(firstNumber + partitions.size(), from, until));
            from = until;
        } while (from != null && partitions.size() < limit);
        return new PartitionPlan(partitions, from, estimatedRows,
                Math.max(firstNumber + partitions.size(), (int) estimatedPartitions()));
    }

    private long estimatedPartitions() {
        return Math.clamp((estimatedRows + rowsPerPartition - 1) / rowsPerPartition, 1, MOST_PARTITIONS);
    }

    private Bounds arithmetic() throws SQLException {
        String[] edges = row("SELECT MIN(" + column.quoted() + "), MAX(" + column.quoted() + ") FROM " + table);
        if (edges == null || edges[0] == null) {
            return bound -> null;
        }
        BigInteger lowest = new BigInteger(edges[0]);
        BigInteger highest = new BigInteger(edges[1]);
        BigInteger count = BigInteger.valueOf(estimatedPartitions());
        BigInteger step = highest.subtract(lowest).add(count).divide(count).max(BigInteger.ONE);
        return bound -> {
            BigInteger next = (bound == null ? lowest : new BigInteger(bound.value())).add(step);
            return next.compareTo(highest) > 0 ? null : new KeyBound(KeyBound.Form.NUMBER, next.toString());
        };
    }

    /**
     * The value {@code rowsPerPartition} rows further, or the next higher one when all of those rows have the same value:
     * a range never ends where it began.
     */
    private @Nullable KeyBound further(@Nullable KeyBound bound, KeyBound.Form form, String written)
            throws SQLException {
        String from = bound == null ? "" : " WHERE " + column.quoted() + " >= " + PartitionColumn.literal(bound);
        String grown = bound == null ? "1" : column.quoted() + " > " + PartitionColumn.literal(bound);
        String[] found = row("SELECT " + written + ", " + grown + " FROM " + table + from + " ORDER BY "
                + column.quoted() + " LIMIT 1 OFFSET " + rowsPerPartition);
        if (found == null) {
            return null;
        }
        if (found[0] == null || "0".equals(found[1])) {
            String above = bound == null
                    ? column.quoted() + " IS NOT NULL"
                    : column.quoted() + " > " + PartitionColumn.literal(bound);
            found = row("SELECT " + written + " FROM " + table + " WHERE " + above + " ORDER BY " + column.quoted()
                    + " LIMIT 1");
        }
        return found == null || found[0] == null ? null : new KeyBound(form, found[0]);
    }

    private String @Nullable [] row(String query) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet result = statement.executeQuery(query)) {
            if (!result.next()) {
                return null;
            }
            String[] values = new String[result.getMetaData().getColumnCount()];
            for (int index = 0; index < values.length; index++) {
                values[index] = result.getString(index + 1);
            }
            return values;
        }
    }

    /** Finds the end of the range that begins at a bound; null at the end of the table. */
    @FunctionalInterface
    private interface Bounds {
        @Nullable
        KeyBound next(@Nullable KeyBound from) throws SQLException;
    }
}

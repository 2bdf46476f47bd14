package dev.clickpipe.activities.snapshot.partition;

import dev.clickpipe.activities.definition.SourceIndex;
import dev.clickpipe.workflows.contract.KeyBound;
import dev.clickpipe.workflows.contract.KeyBound.ColumnValue;
import dev.clickpipe.workflows.contract.Partition;
import dev.clickpipe.workflows.contract.PartitionPlan;
import dev.clickpipe.workflows.settings.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Splits the next part of one table into partitions. Ranges are contiguous, so each row is in exactly one of them, whatever
 * is written meanwhile and however wrong an estimate is.
 */
public final class PartitionPlanner {
    /**
     * How long a plan takes: loads begin when it ends, and the plan of a large table would outlast any limit of an activity.
     * Where it ends the next one continues.
     */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    /** More ranges than this make the plan longer than the load. */
    private static final long MOST_PARTITIONS = 20_000;
    /**
     * Tables of fewer ranges are read instead of estimated. InnoDB estimates no range above half of the rows that it takes the
     * table to have; so a range that is too large is known by its estimate if the table has more ranges than this.
     */
    private static final long FEW_RANGES = 5;

    private final TableName table;
    private final Optional<IndexedKey> indexed;
    private final int rowsPerPartition;
    private final long estimatedRows;

    /**
     * A planner of one table.
     *
     * @param key that splits it; empty: it is one partition
     * @param indexes of the table
     * @param engine as in {@code SourceTable}
     * @param rowsPerPartition that a partition aims at
     */
    public PartitionPlanner(TableName table, Optional<PartitionKey> key, List<SourceIndex> indexes,
            @Nullable String engine, int rowsPerPartition, long estimatedRows) {
        this.table = table;
        this.rowsPerPartition = rowsPerPartition;
        this.estimatedRows = estimatedRows;
        indexed = key.flatMap(columns -> IndexedKey.of(columns, indexes, "InnoDB".equalsIgnoreCase(engine)));
    }

    /**
     * At least one partition and at most {@code limit}, fewer when time is up.
     *
     * @param after where the last plan ended; null for the first
     * @param firstNumber number of the first partition
     */
    public PartitionPlan plan(Connection connection, @Nullable KeyBound after, int firstNumber, int limit,
            Duration patience) throws SQLException {
        long begun = System.nanoTime();
        BooleanSupplier outOfTime = () -> System.nanoTime() - begun >= patience.toNanos();
        Bounds bounds = bounds(connection, after, outOfTime);
        List<Partition> partitions = new ArrayList<>();
        KeyBound from = after;
        do {
            List<ColumnValue> end = bounds.next(from == null ? List.of() : from.values());
            KeyBound until = end == null ? null : KeyBound.of(end);
            partitions.add(new Partition(firstNumber + partitions.size(), from, until));
            from = until;
        } while (from != null && partitions.size() < limit && !outOfTime.getAsBoolean());
        int known = firstNumber + partitions.size();
        return new PartitionPlan(partitions, from, estimatedRows,
                from == null ? known : Math.max(known + 1, estimatedPartitions()));
    }

    private Bounds bounds(Connection connection, @Nullable KeyBound after, BooleanSupplier outOfTime) {
        // An index may be gone since the plan before.
        if (indexed.isEmpty() || (after != null && after.values().size() > indexed.get().key().columns().size())) {
            return _ -> null;
        }
        KeyQueries queries = new KeyQueries(connection, table.quoted(), indexed.get());
        long rows = Math.max(rowsPerPartition, estimatedRows / MOST_PARTITIONS);
        IndexWalk walk = new IndexWalk(queries, rows, outOfTime);
        return estimatedRows > FEW_RANGES * rows
                ? new RangeSearch(indexed.get().key(), queries, walk, rows, estimatedRows)::next
                : walk::next;
    }

    private int estimatedPartitions() {
        return (int) Math.clamp((estimatedRows + rowsPerPartition - 1) / rowsPerPartition, 1, MOST_PARTITIONS);
    }

    /** Finds the end of the range that begins at a place; null at the end of the table. */
    @FunctionalInterface
    private interface Bounds {
        @Nullable
        List<ColumnValue> next(List<ColumnValue> from) throws SQLException;
    }
}

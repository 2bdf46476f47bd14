package dev.clickpipe.activities.snapshot.partition;

import dev.clickpipe.activities.definition.ColumnDefinition;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.workflows.contract.KeyBound.ColumnValue;
import dev.clickpipe.workflows.contract.KeyBound;
import dev.clickpipe.workflows.contract.Partition;
import dev.clickpipe.workflows.settings.TableMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The columns whose ranges split the load of a table: those of the primary key, or the chosen partition column and then those
 * of the primary key. Rows are compared column by column; a tuple of the first columns' values is the place before all rows
 * that begin with it, and the empty tuple the place before all rows.
 *
 * @param columns at least one; only the first may be nullable, and NULLs come before all values
 * @param primary whether the first column is the primary key's first one, so that ranges are read through it
 */
public record PartitionKey(List<PartitionColumn> columns, boolean primary) {
    /** How the server is made to read ranges through the key even when its figures about the table are old. */
    private static final String THROUGH_PRIMARY = " FORCE INDEX (`PRIMARY`)";

    public PartitionKey {
        columns = List.copyOf(columns);
    }

    /** The key that splits a table; empty when it has none, or one whose values cannot be compared through its index. */
    public static Optional<PartitionKey> of(TableDefinition table, TableMapping mapping) {
        String chosen = mapping.partitionKey() == null ? "" : mapping.partitionKey();
        List<String> names = new ArrayList<>(chosen.isEmpty() ? List.of() : List.of(chosen));
        table.primaryKey().stream().filter(name -> !name.equals(chosen)).forEach(names::add);
        boolean primary = !names.isEmpty() && !table.primaryKey().isEmpty()
                && names.getFirst().equals(table.primaryKey().getFirst());
        return of(names.stream().map(name -> column(table, name)).toList(), primary);
    }

    private static Optional<PartitionKey> of(List<PartitionColumn> all, boolean primary) {
        List<PartitionColumn> usable = all.stream().takeWhile(column -> column.cut() != PartitionColumn.Cut.NONE)
                .toList();
        return usable.isEmpty() ? Optional.empty() : Optional.of(new PartitionKey(usable, primary));
    }

    private static PartitionColumn column(TableDefinition table, String name) {
        ColumnDefinition column = table.columns().stream().filter(candidate -> candidate.name().equals(name))
                .findFirst().orElseThrow(() -> new IllegalStateException("no column " + name));
        return PartitionColumn.of(column);
    }

    /** The same with its first columns alone. */
    PartitionKey first(int count) {
        return new PartitionKey(columns.subList(0, count), primary);
    }

    /** What stands behind the table's name in FROM to read the rows of a partition; empty for all rows. */
    public String rows(Partition partition) {
        List<String> conditions = new ArrayList<>();
        @Nullable
        KeyBound from = partition.from();
        @Nullable
        KeyBound until = partition.until();
        if (from != null) {
            conditions.add(atLeast(from.values()));
        }
        if (until != null) {
            PartitionColumn first = columns.getFirst();
            String below = compared(until.values(), " < ", " < ");
            conditions.add(
                    from == null && first.nullable() ? "(" + below + " OR " + first.quoted() + " IS NULL)" : below);
        }
        return conditions.isEmpty()
                ? ""
                : (primary ? THROUGH_PRIMARY : "") + " WHERE " + String.join(" AND ", conditions);
    }

    /** The condition for rows at or behind a place; TRUE for the empty tuple. */
    String atLeast(List<ColumnValue> place) {
        return place.isEmpty() ? "TRUE" : compared(place, " > ", " >= ");
    }

    /** The condition for rows that do not begin with these values and come behind those that do; TRUE for the empty tuple. */
    String behind(List<ColumnValue> place) {
        return place.isEmpty() ? "TRUE" : compared(place, " > ", " > ");
    }

    /** The condition for rows that begin with these values; TRUE for the empty tuple. */
    String beginningWith(List<ColumnValue> values) {
        return values.isEmpty() ? "TRUE" : compared(values.size(), values, " = ");
    }

    /**
     * A comparison of rows as the servers' optimizers make ranges of an index from it; of {@code (a, b) > (1, 2)} they do not.
     *
     * @param before compares the last column where all columns before it are equal and others follow
     * @param last compares the last column
     */
    private String compared(List<ColumnValue> values, String before, String last) {
        List<String> cases = new ArrayList<>();
        for (int count = 1; count <= values.size(); count++) {
            String one = compared(count, values, count < values.size() ? before : last);
            cases.add(count == 1 ? one : "(" + one + ")");
        }
        return cases.size() == 1 ? cases.getFirst() : "(" + String.join(" OR ", cases) + ")";
    }

    /** The first {@code count} columns, all equal but the last, which is compared by the operator. */
    private String compared(int count, List<ColumnValue> values, String operator) {
        if (values.size() > columns.size()) {
            throw new IllegalArgumentException(
                    "a bound of " + values.size() + " columns, where the key has " + columns.size());
        }
        List<String> parts = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            PartitionColumn column = columns.get(index);
            parts.add(column.quoted() + (index + 1 < count ? " = " : operator) + column.literal(values.get(index)));
        }
        return String.join(" AND ", parts);
    }
}

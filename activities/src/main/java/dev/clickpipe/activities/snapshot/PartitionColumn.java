package dev.clickpipe.activities.snapshot;

import dev.clickpipe.activities.definition.ColumnDefinition;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.types.ColumnType;
import dev.clickpipe.workflows.contract.KeyBound;
import dev.clickpipe.workflows.contract.Partition;
import dev.clickpipe.workflows.settings.TableMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The column whose ranges split the load of a table, and how bounds of it are read and written in statements.
 *
 * @param quoted name in backquotes
 * @param cut how its values are cut into ranges
 */
record PartitionColumn(String quoted, boolean nullable, Cut cut) {
    /** How ranges are found. */
    enum Cut {
        /** By arithmetic between the lowest and the highest value. */
        ARITHMETIC,
        /** By reading the value that stands so many rows further in the index; bounds are numbers. */
        NUMBERS,
        /** The same; bounds are text. */
        TEXTS,
        /** The same; bounds are bytes. */
        BYTES,
        /** Not at all: values of floats cannot be written exactly. */
        NONE
    }

    /** The chosen partition column of a mapping, or the first one of the primary key; empty when there is neither. */
    static Optional<PartitionColumn> of(TableDefinition table, TableMapping mapping) {
        String chosen = mapping.partitionKey();
        if ((chosen == null || chosen.isEmpty()) && table.primaryKey().isEmpty()) {
            return Optional.empty();
        }
        String name = chosen != null && !chosen.isEmpty() ? chosen : table.primaryKey().getFirst();
        ColumnDefinition column = table.columns().stream().filter(candidate -> candidate.name().equals(name))
                .findFirst().orElseThrow(() -> new IllegalStateException("no column " + name));
        return Optional.of(new PartitionColumn("`" + name.replace("`", "``") + "`", column.nullable(),
                cut(ColumnType.parse(column))));
    }

    private static Cut cut(ColumnType type) {
        return switch (type) {
            case ColumnType.WholeNumber _,ColumnType.Bool _ -> Cut.ARITHMETIC;
            case ColumnType.Decimal _ -> Cut.NUMBERS;
            case ColumnType.Date _,ColumnType.DateTime _,ColumnType.Timestamp _,ColumnType.Text _ -> Cut.TEXTS;
            case ColumnType.FixedBytes _,ColumnType.Bytes _ -> Cut.BYTES;
            // An ENUM sorts by the number of its member and compares with a text by its label: few values, one range. A
            // text in another character set would be converted for every comparison, past its index.
            case ColumnType.Enumeration _,ColumnType.Choice _,ColumnType.ConvertedText _,ColumnType.Bits _,ColumnType.Year _,ColumnType.Time _,ColumnType.Json _,ColumnType.Geometry _,ColumnType.Vector _,ColumnType.Uuid _,ColumnType.Inet4 _,ColumnType.Inet6 _,ColumnType.Compressed _,ColumnType.SingleFloat _,ColumnType.DoubleFloat _,ColumnType.Unsupported _ ->
                Cut.NONE;
        };
    }

    /** A bound as a statement of the source holds it. */
    static String literal(KeyBound bound) {
        return switch (bound.form()) {
            case NUMBER -> number(bound.value());
            case TEXT -> "CONVERT(x'" + hexadecimal(bound.value()) + "' USING utf8mb4)";
            case BYTES -> "x'" + hexadecimal(bound.value()) + "'";
        };
    }

    /** The condition for the rows of a partition, with WHERE; empty for all rows. */
    String condition(Partition partition) {
        List<String> conditions = new ArrayList<>();
        KeyBound from = partition.from();
        KeyBound until = partition.until();
        if (from != null) {
            conditions.add(quoted + " >= " + literal(from));
        }
        if (until != null) {
            String below = quoted + " < " + literal(until);
            conditions.add(from == null && nullable ? "(" + below + " OR " + quoted + " IS NULL)" : below);
        }
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    private static String number(String text) {
        if (!text.matches("-?[0-9]+(\\.[0-9]+)?")) {
            throw new IllegalArgumentException("not a number: " + text);
        }
        return text;
    }

    private static String hexadecimal(String text) {
        if (!text.matches("[0-9A-Fa-f]*")) {
            throw new IllegalArgumentException("not hexadecimal: " + text);
        }
        return text;
    }
}

package dev.clickpipe.activities.snapshot.partition;

import dev.clickpipe.activities.definition.ColumnDefinition;
import dev.clickpipe.activities.types.ColumnType;
import dev.clickpipe.workflows.contract.KeyBound.ColumnValue;
import dev.clickpipe.workflows.contract.KeyBound.Form;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A column whose ranges split the load of a table, and how values of it are read and written in statements.
 *
 * @param definition the column at the source
 * @param cut how its values are written
 */
record PartitionColumn(ColumnDefinition definition, Cut cut) {
    /** How values are written; all but {@link #NONE} compare through the column's index. */
    enum Cut {
        /** Whole numbers: ranges can be computed. */
        INTEGERS,
        /** Numbers whose ranges are read from the index, as those of all that follow. */
        NUMBERS,
        /** Bits, as numbers. */
        BITS,
        /** Texts in the column's character set. */
        TEXTS,
        /** Bytes. */
        BYTES,
        /** Dates. */
        DATES,
        /** Dates with a time, in UTC where they are instants. */
        DATE_TIMES,
        /** Times. */
        TIMES,
        /** MariaDB's UUIDs and addresses, as text. */
        NAMES,
        /** Not at all. */
        NONE
    }

    static PartitionColumn of(ColumnDefinition column) {
        return new PartitionColumn(column, cut(ColumnType.parse(column)));
    }

    private static Cut cut(ColumnType type) {
        return switch (type) {
            case ColumnType.WholeNumber _,ColumnType.Bool _ -> Cut.INTEGERS;
            // A computed year such as 5 would be taken for 2005.
            case ColumnType.Decimal _,ColumnType.Year _ -> Cut.NUMBERS;
            case ColumnType.Bits _ -> Cut.BITS;
            case ColumnType.Text _,ColumnType.ConvertedText _ -> Cut.TEXTS;
            case ColumnType.FixedBytes _,ColumnType.Bytes _ -> Cut.BYTES;
            case ColumnType.Date _ -> Cut.DATES;
            case ColumnType.DateTime _,ColumnType.Timestamp _ -> Cut.DATE_TIMES;
            case ColumnType.Time _ -> Cut.TIMES;
            case ColumnType.Uuid _,ColumnType.Inet4 _,ColumnType.Inet6 _ -> Cut.NAMES;
            // The servers compare ENUM and SET past their index, and values of floats cannot be written exactly.
            case ColumnType.Enumeration _,ColumnType.Choice _,ColumnType.SingleFloat _,ColumnType.DoubleFloat _,ColumnType.Json _,ColumnType.Geometry _,ColumnType.Vector _,ColumnType.Compressed _,ColumnType.Unsupported _ ->
                Cut.NONE;
        };
    }

    /** Its name in backquotes. */
    String quoted() {
        return quoted(definition.name());
    }

    static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    boolean nullable() {
        return definition.nullable();
    }

    /** The expression that reads a value as a bound writes it. */
    String read() {
        return switch (cut) {
            case INTEGERS, NUMBERS -> "CAST(" + quoted() + " AS CHAR)";
            case BITS -> "CAST(" + quoted() + " + 0 AS CHAR)";
            case TEXTS, BYTES -> "HEX(" + quoted() + ")";
            case DATES, DATE_TIMES, TIMES, NAMES -> "HEX(CAST(" + quoted() + " AS CHAR CHARACTER SET utf8mb4))";
            case NONE -> throw new IllegalStateException("column " + quoted() + " is not cut");
        };
    }

    /** What {@link #read} has read. */
    ColumnValue value(String read) {
        return new ColumnValue(switch (cut) {
            case INTEGERS, NUMBERS, BITS -> Form.NUMBER;
            case TEXTS -> Form.ENCODED;
            case BYTES -> Form.BYTES;
            case DATES, DATE_TIMES, TIMES, NAMES -> Form.TEXT;
            case NONE -> throw new IllegalStateException("column " + quoted() + " is not cut");
        }, read);
    }

    /**
     * A value as a statement of the source holds it: of the column's type, character set and collation, because the
     * servers use an index only for comparisons of its own kind.
     *
     * @throws IllegalArgumentException for what is no value of the column
     */
    String literal(ColumnValue value) {
        return switch (value.form()) {
            case NUMBER -> matching("-?[0-9]+(\\.[0-9]+)?", value.value());
            case BYTES -> "x'" + hexadecimal(value) + "'";
            case ENCODED -> "_" + characterSet() + " x'" + hexadecimal(value) + "' COLLATE " + collation();
            case TEXT -> textLiteral(value);
            case ROW -> throw new IllegalArgumentException("a bound of several columns is no value of " + quoted());
        };
    }

    private String textLiteral(ColumnValue value) {
        String hexadecimal = hexadecimal(value);
        return switch (cut) {
            case DATES -> "DATE'" + plain(hexadecimal) + "'";
            case DATE_TIMES -> "TIMESTAMP'" + plain(hexadecimal) + "'";
            case TIMES -> "TIME'" + plain(hexadecimal) + "'";
            case NAMES -> "'" + plain(hexadecimal) + "'";
            // Of a plan of an older version.
            case TEXTS ->
                "CONVERT(_utf8mb4 x'" + hexadecimal + "' USING " + characterSet() + ") COLLATE " + collation();
            case INTEGERS, NUMBERS, BITS, BYTES, NONE -> throw new IllegalArgumentException(
                    "a text is no value of " + quoted());
        };
    }

    /** Dates, times, UUIDs and addresses have no other characters. */
    private static String plain(String hexadecimal) {
        return matching("[0-9A-Za-z .:-]+",
                new String(HexFormat.of().parseHex(hexadecimal), StandardCharsets.US_ASCII));
    }

    private String characterSet() {
        return matching("[0-9A-Za-z_]+", Objects.requireNonNull(definition.characterSet()));
    }

    private String collation() {
        return matching("[0-9A-Za-z_]+", Objects.requireNonNull(definition.collation()));
    }

    private static String hexadecimal(ColumnValue value) {
        return matching("([0-9A-Fa-f]{2})*", value.value());
    }

    private static String matching(String pattern, String text) {
        if (!text.matches(pattern)) {
            throw new IllegalArgumentException("a bound must match " + pattern + ", got " + text);
        }
        return text;
    }
}

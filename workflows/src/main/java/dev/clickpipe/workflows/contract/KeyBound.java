package dev.clickpipe.workflows.contract;

import java.util.List;

/**
 * A value of the columns that split a load, exact and safe to put into a statement.
 *
 * @param form how {@code value} is written
 * @param value digits, or hexadecimal digits of the value's bytes; empty for {@link Form#ROW}
 * @param columns for {@link Form#ROW} the values of the key's first columns, in key order; empty otherwise
 */
public record KeyBound(Form form, String value, List<ColumnValue> columns) {
    /** How a bound is written in a statement. */
    public enum Form {
        /** An integer or decimal number. */
        NUMBER,
        /** UTF-8 text as hexadecimal digits: of dates, times and UUIDs, and in older plans of texts too. */
        TEXT,
        /** Bytes as hexadecimal digits. */
        BYTES,
        /** A text as hexadecimal digits of its bytes in the column's character set; compared by the column's collation. */
        ENCODED,
        /**
         * Values of several columns, compared one after the other. A form of its own, so that a worker of an older version
         * refuses the bound instead of comparing the first column alone.
         */
        ROW
    }

    /**
     * The value of one column of the key.
     *
     * @param form how {@code value} is written; never {@link Form#ROW}
     * @param value digits, or hexadecimal digits of the value's bytes
     */
    public record ColumnValue(Form form, String value) {}

    public KeyBound {
        // Bounds of older plans have one column.
        columns = columns == null ? List.of() : List.copyOf(columns);
    }

    /** A bound by the key's first columns, at least one. */
    public static KeyBound of(List<ColumnValue> values) {
        return values.size() == 1
                ? new KeyBound(values.getFirst().form(), values.getFirst().value(), List.of())
                : new KeyBound(Form.ROW, "", values);
    }

    /** The values of the key's first columns, in key order. */
    public List<ColumnValue> values() {
        return form == Form.ROW ? columns : List.of(new ColumnValue(form, value));
    }
}

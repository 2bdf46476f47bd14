package dev.clickpipe.workflows.contract;

/**
 * A value of the column that splits a load, exact and safe to put into a statement.
 *
 * @param form how {@code value} is written
 * @param value digits, or hexadecimal digits of the value's bytes
 */
public record KeyBound(Form form, String value) {
    /** How a bound is written in a statement. */
    public enum Form {
        /** An integer or decimal number. */
        NUMBER,
        /** UTF-8 text as hexadecimal digits, compared by the column's collation. */
        TEXT,
        /** Bytes as hexadecimal digits. */
        BYTES
    }
}

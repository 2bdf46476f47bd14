package dev.clickpipe.activities.types;

/** What a rows event does with its rows. */
public enum RowsKind {
    /** One image a row, of the new row. */
    INSERT,
    /** Two images a row: before, after. */
    UPDATE,
    /** One image a row, of the row that is gone. */
    DELETE
}

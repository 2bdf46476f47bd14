package dev.clickpipe.activities.types;

import dev.clickpipe.workflows.failure.ErrorKind;

/** A value that cannot be carried over. Who knows table and column turns it into an error that names them. */
public final class ValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorKind kind;
    private final String remedy;

    private ValueException(ErrorKind kind, String message, String remedy) {
        super(message);
        this.kind = kind;
        this.remedy = remedy;
    }

    /** The destination's type cannot hold the value. */
    public static ValueException outOfRange(String value, String why, String remedy) {
        return new ValueException(ErrorKind.VALUE_OUT_OF_RANGE, value + ": " + why, remedy);
    }

    /** The bytes are not what their type says: cut off or damaged. */
    public static ValueException corrupt(String what) {
        return new ValueException(ErrorKind.BINLOG_NOT_UNDERSTOOD, what,
                "check the binlog with mysqlbinlog --verify-binlog-checksum; if it is sound, this is a defect to report");
    }

    /** The binlog holds the column in another form than the table's definition says. */
    public static ValueException otherForm(String what) {
        return new ValueException(ErrorKind.SCHEMA_CHANGED, what, "resync the table");
    }

    /** A row image leaves columns out, which would have to be guessed. */
    public static ValueException incomplete() {
        return new ValueException(ErrorKind.ROWS_NOT_READABLE, "the binlog holds rows without this column",
                "SET GLOBAL binlog_row_image = 'FULL' at the source, and in every session that writes; then retry the table");
    }

    /** The column's type is not carried over at all. */
    public static ValueException unsupported(String reason) {
        return new ValueException(ErrorKind.TYPE_NOT_SUPPORTED, reason, "exclude the column");
    }

    /** What kind of error it becomes. */
    public ErrorKind kind() {
        return kind;
    }

    /** What a person can do about it. */
    public String remedy() {
        return remedy;
    }
}

package dev.clickpipe.activities.types;

/** Why MariaDB's binlog cannot be followed for some generated columns; clauses without the column's name. */
public final class GeneratedColumns {
    /** Virtual and stored ones, of updates and deletes, also with binlog_row_image=FULL; seen in 11.8. */
    public static final String LEFT_OUT = "since 11.5 MariaDB leaves generated columns out of the rows that it writes to"
            + " the binlog";
    /** MDEV-24646. */
    public static final String STALE = "MariaDB writes wrong values of the virtual columns of system-versioned tables to"
            + " the binlog";

    private GeneratedColumns() {}
}

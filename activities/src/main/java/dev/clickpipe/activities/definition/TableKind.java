package dev.clickpipe.activities.definition;

/** What a name in information_schema.TABLES may stand for. */
public enum TableKind {
    /** A table. */
    BASE_TABLE,
    /** A table of MariaDB that keeps the rows that were changed or deleted, and shows them when asked to. */
    SYSTEM_VERSIONED,
    /** A view of the user's or of the server's. */
    VIEW,
    /** MariaDB's generator of numbers: a table of one row. */
    SEQUENCE,
    /** Anything else. */
    OTHER;

    static TableKind of(String tableType) {
        return switch (tableType) {
            case "BASE TABLE" -> BASE_TABLE;
            case "SYSTEM VERSIONED" -> SYSTEM_VERSIONED;
            case "VIEW", "SYSTEM VIEW" -> VIEW;
            case "SEQUENCE" -> SEQUENCE;
            default -> OTHER;
        };
    }
}

package dev.clickpipe.activities.clickhouse;

/**
 * A column of a destination table.
 *
 * @param type as ClickHouse writes it, such as {@code Nullable(Int32)}
 * @param defaultKind {@code DEFAULT}, {@code MATERIALIZED}, {@code ALIAS}, {@code EPHEMERAL} or empty
 */
public record ExistingColumn(String name, String type, String defaultKind) {
    /** Whether an insert may list it. */
    public boolean insertable() {
        return !defaultKind.equals("MATERIALIZED") && !defaultKind.equals("ALIAS");
    }
}

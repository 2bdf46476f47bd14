package dev.clickpipe.activities.clickhouse;

/**
 * A table of the destination as it stands.
 *
 * @param uuid what ClickHouse calls it whatever its name
 * @param engine name of its engine, such as {@code ReplacingMergeTree} or {@code View}
 * @param engineDefinition the engine with its arguments and all that belongs to it
 * @param comment its comment, empty without one
 * @param sortingKey its sorting key as ClickHouse writes it, empty without one
 */
public record DestinationTable(String database, String name, String uuid, String engine, String engineDefinition,
        String comment,
        String sortingKey) {
    /** Whether it only shows what other tables hold. */
    public boolean isView() {
        return engine.endsWith("View");
    }
}

package dev.clickpipe.activities.clickhouse;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A keyed destination table to be made: one row per sorting key under FINAL, the one with the highest version.
 *
 * @param columns all columns in order
 * @param sortingKey names of columns; the destination tells rows apart by them
 * @param versionColumn the column that orders the changes of a row
 * @param deletedColumn the column that is 1 for tombstones
 * @param comment says whose table it is
 * @param deleteOnMerge tombstones vanish when old parts merge
 */
public record TableSpecification(String database, String name, List<Column> columns, List<String> sortingKey,
        String versionColumn, String deletedColumn, String comment, boolean deleteOnMerge) {
    // Parts are merged with clean-up when they are a day old: a replay of older changes would bring back rows whose
    // tombstones are gone, and replays are younger.
    private static final String CLEANUP = "\nSETTINGS allow_experimental_replacing_merge_with_cleanup = 1,"
            + " enable_replacing_merge_with_cleanup_for_min_age_to_force_merge = 1,"
            + " min_age_to_force_merge_on_partition_only = 1, min_age_to_force_merge_seconds = 86400";

    public TableSpecification {
        columns = List.copyOf(columns);
        sortingKey = List.copyOf(sortingKey);
    }

    /**
     * A column.
     *
     * @param declaration type, and default where there is one
     * @param comment empty without one
     */
    public record Column(String name, String declaration, String comment) {
        private String line() {
            return Identifiers.quote(name) + " " + declaration
                    + (comment.isEmpty() ? "" : " COMMENT " + Identifiers.literal(comment));
        }
    }

    /** The statement that makes it; an error when a table of the name is there. */
    public String createStatement() {
        return "CREATE TABLE " + Identifiers.quote(database, name) + "\n(\n"
                + columns.stream().map(Column::line).collect(Collectors.joining(",\n"))
                + "\n)\nENGINE = ReplacingMergeTree(" + Identifiers.quote(versionColumn) + ", "
                + Identifiers.quote(deletedColumn) + ")\nORDER BY (" + Identifiers.quoteAll(sortingKey) + ")"
                + (deleteOnMerge ? CLEANUP : "") + "\nCOMMENT " + Identifiers.literal(comment);
    }
}

package dev.clickpipe.deploy.compare.table;

import java.util.Map;
import java.util.Set;

/**
 * A source table and the destination table that has to hold its rows.
 *
 * @param excludedColumns columns of the source that are not copied
 * @param renamed names at the destination of source columns that have another one there
 * @param nullsAsDefaults whether NULL of a column arrives as the default of its type, as pipes do that were created
 *            without {@code allowNullableColumns}
 */
public record TablePair(QualifiedName source, QualifiedName destination, Set<String> excludedColumns,
        Map<String, String> renamed, boolean nullsAsDefaults) {
    public TablePair {
        excludedColumns = Set.copyOf(excludedColumns);
        renamed = Map.copyOf(renamed);
    }

    /** What a source column is called at the destination. */
    String destinationName(String column) {
        return renamed.getOrDefault(column, column);
    }
}

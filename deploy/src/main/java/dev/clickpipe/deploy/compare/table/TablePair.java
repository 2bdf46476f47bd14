package dev.clickpipe.deploy.compare.table;

import java.util.Set;

/**
 * A source table and the destination table that has to hold its rows.
 *
 * @param excludedColumns columns of the source that are not copied
 * @param nullsAsDefaults whether NULL of a column arrives as the default of its type, as pipes do that were created
 *            without {@code allowNullableColumns}
 */
public record TablePair(QualifiedName source, QualifiedName destination, Set<String> excludedColumns,
        boolean nullsAsDefaults) {
    public TablePair {
        excludedColumns = Set.copyOf(excludedColumns);
    }
}

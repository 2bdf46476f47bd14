package dev.clickpipe.activities.definition;

import dev.clickpipe.workflows.settings.TableName;
import org.jspecify.annotations.Nullable;

/**
 * What a name stands for at the source, in the words of information_schema.TABLES.
 *
 * @param type TABLE_TYPE, such as {@code BASE TABLE} or {@code VIEW}
 * @param engine ENGINE; null for views
 * @param estimatedRows TABLE_ROWS, an estimate that may be far off
 */
public record SourceTableKind(TableName name, String type, @Nullable String engine, long estimatedRows) {
    /** What that type means. */
    public TableKind kind() {
        return TableKind.of(type);
    }
}

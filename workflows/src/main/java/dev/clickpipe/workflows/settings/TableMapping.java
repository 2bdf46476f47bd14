package dev.clickpipe.workflows.settings;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One source table and the destination table it feeds.
 *
 * @param source the source table
 * @param target name of the destination table, in the pipe's destination database
 * @param excludedColumns source columns that do not reach the destination
 * @param useCustomSortingKey whether {@code sortingKeys} replaces the primary key as sorting key
 * @param sortingKeys columns of the custom sorting key, in order
 * @param engine engine of the destination table
 * @param partitionKey column that splits the initial load; null: the first column of the primary key
 * @param columns what was chosen for single columns, none twice
 */
public record TableMapping(TableName source, String target, List<String> excludedColumns, boolean useCustomSortingKey,
        List<String> sortingKeys, TableEngine engine, @Nullable String partitionKey, List<ColumnMapping> columns) {
    public TableMapping {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
        // People who type a mapping leave out what they do not choose; pipes made before there was a choice did too.
        excludedColumns = excludedColumns == null ? List.of() : List.copyOf(excludedColumns);
        sortingKeys = sortingKeys == null ? List.of() : List.copyOf(sortingKeys);
        engine = engine == null ? TableEngine.REPLACING_MERGE_TREE : engine;
        columns = columns == null ? List.of() : List.copyOf(columns);
    }

    /** Name of the table that stands beside the target while that is loaded again. */
    public String shadow() {
        return target + "_resync";
    }

    /** The same into another table. */
    public TableMapping into(String other) {
        return new TableMapping(source, other, excludedColumns, useCustomSortingKey, sortingKeys, engine, partitionKey,
                columns);
    }

    /** What was chosen for a source column. */
    public Optional<ColumnMapping> column(String source) {
        return columns.stream().filter(column -> column.source().equals(source)).findFirst();
    }
}

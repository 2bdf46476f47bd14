package dev.clickpipe.workflows.settings;

import java.util.List;
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
 */
public record TableMapping(TableName source, String target, List<String> excludedColumns, boolean useCustomSortingKey,
        List<String> sortingKeys, TableEngine engine, @Nullable String partitionKey) {
    public TableMapping {
        excludedColumns = List.copyOf(excludedColumns);
        sortingKeys = List.copyOf(sortingKeys);
    }
}

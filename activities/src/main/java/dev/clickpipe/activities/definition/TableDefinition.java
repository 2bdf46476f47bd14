package dev.clickpipe.activities.definition;

import dev.clickpipe.workflows.settings.TableName;
import java.util.List;

/**
 * A source table as its server describes it; rows of the binlog hold its columns in this order.
 *
 * @param columns all columns, invisible and generated ones too, by ORDINAL_POSITION
 * @param primaryKey names of the primary key's columns in key order; empty without one
 */
public record TableDefinition(TableName name, List<ColumnDefinition> columns, List<String> primaryKey) {
    public TableDefinition {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
    }
}

package dev.clickpipe.workflows.contract;

import dev.clickpipe.workflows.settings.TableName;
import java.util.List;

/**
 * Changes of one source table that the destination has acknowledged.
 *
 * @param losses values among them that the destination could not hold, by column
 */
public record TableChanges(TableName table, long inserts, long updates, long deletes, List<ColumnLoss> losses) {
    public TableChanges {
        losses = ColumnLoss.orNone(losses);
    }
}

package dev.clickpipe.workflows.contract;

import dev.clickpipe.workflows.settings.TableName;
import java.util.List;

/**
 * Changes of one source table that the destination has acknowledged.
 *
 * @param losses values among them that the destination could not hold, by column
 * @param cascades foreign keys by which rows of the table may have changed besides, unseen
 */
public record TableChanges(TableName table, long inserts, long updates, long deletes, List<ColumnLoss> losses,
        List<UnreplicatedCascade> cascades) {
    public TableChanges {
        losses = ColumnLoss.orNone(losses);
        cascades = UnreplicatedCascade.orNone(cascades);
    }

    /** Changes of a table without such keys. */
    public TableChanges(TableName table, long inserts, long updates, long deletes, List<ColumnLoss> losses) {
        this(table, inserts, updates, deletes, losses, List.of());
    }
}

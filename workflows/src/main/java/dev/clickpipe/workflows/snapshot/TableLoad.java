package dev.clickpipe.workflows.snapshot;

import dev.clickpipe.workflows.contract.ColumnLoss;
import dev.clickpipe.workflows.contract.KeyBound;
import dev.clickpipe.workflows.contract.LoadTable;
import dev.clickpipe.workflows.contract.Partition;
import dev.clickpipe.workflows.contract.Route;
import dev.clickpipe.workflows.settings.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the load of one table is.
 *
 * @param rows rows written by finished partitions
 * @param partitionsDone finished partitions
 * @param pending partitions planned and not finished
 * @param next where planning goes on; null before the first plan and after the last
 * @param planned whether all of the table is planned
 * @param losses values of finished partitions that the destination could not hold, by column
 * @param loadTable an appended table's rows, waiting to take their place; null otherwise
 * @param taken what stands behind the destination's name since they did; null otherwise
 */
public record TableLoad(TableName table, long rows, long bytes, long estimatedRows, int partitionsDone,
        int estimatedPartitions, List<Partition> pending, @Nullable KeyBound next, boolean planned,
        List<ColumnLoss> losses, @Nullable LoadTable loadTable, @Nullable Route taken) {
    public TableLoad {
        pending = List.copyOf(pending);
        losses = ColumnLoss.orNone(losses);
    }

    /** Whether every row is loaded. */
    public boolean finished() {
        return planned && pending.isEmpty() && loadTable == null;
    }
}

package dev.clickpipe.workflows.snapshot;

import dev.clickpipe.workflows.contract.KeyBound;
import dev.clickpipe.workflows.contract.Partition;
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
 */
public record TableLoad(TableName table, long rows, long bytes, long estimatedRows, int partitionsDone,
        int estimatedPartitions, List<Partition> pending, @Nullable KeyBound next, boolean planned) {
    public TableLoad {
        pending = List.copyOf(pending);
    }

    /** Whether every row is loaded. */
    public boolean finished() {
        return planned && pending.isEmpty();
    }
}

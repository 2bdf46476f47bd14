package dev.clickpipe.workflows.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The next partitions of a table.
 *
 * @param partitions in key order, at most as many as were asked for
 * @param next where the following plan goes on; null when these are the last
 * @param estimatedRows rows of the whole table as the server estimates them
 * @param estimatedPartitions partitions of the whole table, by the same estimate
 */
public record PartitionPlan(List<Partition> partitions, @Nullable KeyBound next, long estimatedRows,
        int estimatedPartitions) {
    public PartitionPlan {
        partitions = List.copyOf(partitions);
    }
}

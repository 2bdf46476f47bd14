package dev.clickpipe.workflows.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Loads tables. Runs on {@link TaskQueues#snapshot}. Heartbeats {@link LoadedPartition}. */
@ActivityInterface(namePrefix = "")
public interface SnapshotActivities {
    /** Cuts the next stretch of a table into partitions. */
    @ActivityMethod(name = "PlanPartitions")
    PartitionPlan plan(PlanRequest request);

    /** Reads one partition and writes it with {@code RowVersion.SNAPSHOT}. Safe to repeat. */
    @ActivityMethod(name = "LoadPartition")
    LoadedPartition load(LoadRequest request);
}

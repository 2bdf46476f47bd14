package dev.clickpipe.workflows.contract;

import dev.clickpipe.workflows.settings.PipeConfiguration;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Loads tables. Runs on {@link TaskQueues#snapshot}. */
@ActivityInterface(namePrefix = "")
public interface SnapshotActivities {
    /** Cuts the next stretch of a table into partitions. */
    @ActivityMethod(name = "PlanPartitions")
    PartitionPlan plan(PlanRequest request);

    /**
     * Reads one partition and writes it with the version that is asked for; of an appended table the one partition there is,
     * into a load table of this attempt. Safe to repeat. Heartbeats {@link LoadedPartition}.
     */
    @ActivityMethod(name = "LoadPartition")
    LoadedPartition load(LoadRequest request);

    /** Exchanges a load table with the destination it was made for and drops what stood there. Safe to repeat. */
    @ActivityMethod(name = "TakePlace")
    Route takePlace(LoadTableSwapRequest request);

    /** Drops all load tables of a pipe, of which none is loaded any more. Safe to repeat. */
    @ActivityMethod(name = "DropLoadTables")
    void dropLoadTables(PipeConfiguration configuration);
}

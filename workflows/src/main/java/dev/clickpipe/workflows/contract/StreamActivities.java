package dev.clickpipe.workflows.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.UUID;

/** Follows the binlog. Runs on {@link TaskQueues#stream}. Heartbeats {@link StreamProgress}. */
@ActivityInterface(namePrefix = "")
public interface StreamActivities {
    /**
     * Applies batches until the lease is old, cancelled, or something stops it. Errors come back as results, because a
     * failure would lose the position; on cancellation the current batch is finished and the result returned.
     */
    @ActivityMethod(name = "FollowBinlog")
    LeaseResult stream(StreamLease lease);

    /** The same for tables that were loaded beside the others, up to {@link StreamLease#until}. */
    @ActivityMethod(name = "CatchUp")
    LeaseResult catchUp(StreamLease lease);

    /**
     * Lets the leases of a pipe hear at once that they are cancelled, if the worker that takes this holds them; otherwise
     * they hear of it with their next heartbeat.
     */
    @ActivityMethod(name = "HastenLease")
    void heartbeatNow(UUID pipeId);
}

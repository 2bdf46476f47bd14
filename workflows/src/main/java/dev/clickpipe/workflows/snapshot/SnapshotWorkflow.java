package dev.clickpipe.workflows.snapshot;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Loads tables, several partitions at a time. A child of the pipe. */
@WorkflowInterface
public interface SnapshotWorkflow {
    /** Loads; when told to stop, waits for what runs and returns how far it came. */
    @WorkflowMethod(name = "SnapshotWorkflow")
    SnapshotProgress load(SnapshotRequest request);

    /**
     * Signal {@code stop}. Not a cancellation: a cancelled workflow closes without a result, and what is loaded would be
     * loaded again.
     */
    @SignalMethod(name = "stop", description = "Stop loading and say how far it came; pause the ClickPipe instead of sending this")
    void stop();

    /** Query {@code describe}: finished partitions; those on their way are in the heartbeats. */
    @QueryMethod(name = "describe", description = "Rows and partitions loaded so far")
    SnapshotProgress describe();
}

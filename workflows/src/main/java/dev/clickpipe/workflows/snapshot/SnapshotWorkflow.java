package dev.clickpipe.workflows.snapshot;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Loads tables, several partitions at a time. A child of the pipe. */
@WorkflowInterface
public interface SnapshotWorkflow {
    /** Loads; when cancelled, waits for what runs and returns how far it came. */
    @WorkflowMethod(name = "SnapshotWorkflow")
    SnapshotProgress load(SnapshotRequest request);

    /** Query {@code describe}: finished partitions; those on their way are in the heartbeats. */
    @QueryMethod(name = "describe", description = "Rows and partitions loaded so far")
    SnapshotProgress describe();
}

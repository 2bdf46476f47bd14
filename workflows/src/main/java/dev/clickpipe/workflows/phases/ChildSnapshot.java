package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.calls.Call;
import dev.clickpipe.workflows.calls.CallResult;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.memory.Publication;
import dev.clickpipe.workflows.memory.Work;
import dev.clickpipe.workflows.snapshot.SnapshotProgress;
import dev.clickpipe.workflows.snapshot.SnapshotRequest;
import dev.clickpipe.workflows.snapshot.SnapshotWorkflow;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;

/** The child workflow that loads; cancelled, it says how far it came, and the next one goes on from there. */
final class ChildSnapshot implements Work {
    private final LivePipe pipe;
    private final Call<SnapshotProgress> call;

    private ChildSnapshot(LivePipe pipe, Call<SnapshotProgress> call) {
        this.pipe = pipe;
        this.call = call;
    }

    static ChildSnapshot start(LivePipe pipe) {
        SnapshotWorkflow child = Workflow.newChildWorkflowStub(SnapshotWorkflow.class,
                ChildWorkflowOptions.newBuilder().setWorkflowId(Publication.snapshotWorkflowId(pipe))
                        .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
                        .setStaticSummary("Load the tables of ClickPipe " + pipe.configuration().name()).build());
        SnapshotRequest request = new SnapshotRequest(pipe.configuration(), pipe.tables(), pipe.loads());
        return new ChildSnapshot(pipe, Call.start(() -> child.load(request)));
    }

    @Override
    public boolean finished() {
        return call.finished();
    }

    @Override
    public void cancel() {
        call.cancel();
    }

    @Override
    public End settle() {
        return switch (call.result()) {
            case CallResult.Returned<SnapshotProgress>(SnapshotProgress progress) -> {
                pipe.rememberLoads(progress.tables());
                yield new End.Well();
            }
            case CallResult.Failed<SnapshotProgress>(PipeError error) -> new End.Broken(error);
            case CallResult.Unanswered<SnapshotProgress>(boolean begun) -> new End.Silent(begun);
        };
    }
}

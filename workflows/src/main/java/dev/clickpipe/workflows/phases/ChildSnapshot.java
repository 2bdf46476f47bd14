package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.calls.Call;
import dev.clickpipe.workflows.calls.CallResult;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.memory.ReplicationLane;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.memory.StatusPublisher;
import dev.clickpipe.workflows.memory.TableResync;
import dev.clickpipe.workflows.memory.RunningWork;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.snapshot.SnapshotProgress;
import dev.clickpipe.workflows.snapshot.SnapshotRequest;
import dev.clickpipe.workflows.snapshot.SnapshotWorkflow;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;

/** The child workflow that loads; told to stop, it says how far it came, and the next one goes on from there. */
final class ChildSnapshot implements RunningWork {
    private final LivePipe pipe;
    private final ReplicationLane lane;
    private final SnapshotWorkflow child;
    private final Call<SnapshotProgress> call;

    private ChildSnapshot(LivePipe pipe, ReplicationLane lane, SnapshotWorkflow child, Call<SnapshotProgress> call) {
        this.pipe = pipe;
        this.lane = lane;
        this.child = child;
        this.call = call;
    }

    /** Loads the pipe's own tables. */
    static ChildSnapshot start(LivePipe pipe) {
        return start(pipe, pipe.main(), pipe.configuration());
    }

    /** Loads the tables of a reload. */
    static ChildSnapshot start(LivePipe pipe, TableResync reload) {
        return start(pipe, reload.lane(), reload.loadingConfigurationOf(pipe.configuration()));
    }

    private static ChildSnapshot start(LivePipe pipe, ReplicationLane lane, PipeConfiguration configuration) {
        SnapshotWorkflow child = Workflow.newChildWorkflowStub(SnapshotWorkflow.class,
                ChildWorkflowOptions.newBuilder().setWorkflowId(StatusPublisher.snapshotWorkflowId(pipe))
                        .setStaticSummary("Load the tables of ClickPipe " + pipe.configuration().name()).build());
        SnapshotRequest request = new SnapshotRequest(configuration, lane.tables(), lane.loads(),
                lane.loadVersion(), lane.hasPosition() ? lane.position().coordinates() : null);
        return new ChildSnapshot(pipe, lane, child, Call.start(() -> child.load(request)));
    }

    @Override
    public boolean finished() {
        return call.finished();
    }

    @Override
    public void cancel() {
        // The answer does not matter: a snapshot that cannot be told has ended, or is about to.
        Call.start(child::stop);
    }

    @Override
    public End settle() {
        return switch (call.result()) {
            case CallResult.Returned<SnapshotProgress>(SnapshotProgress progress) -> {
                pipe.rememberLoads(lane, progress.tables());
                yield new End.Well();
            }
            case CallResult.Failed<SnapshotProgress>(PipeError error) -> new End.Broken(error);
            case CallResult.Unanswered<SnapshotProgress>(boolean begun) -> new End.Silent(begun);
        };
    }
}

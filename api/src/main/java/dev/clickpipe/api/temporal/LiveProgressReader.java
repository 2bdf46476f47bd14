package dev.clickpipe.api.temporal;

import dev.clickpipe.workflows.contract.LoadedPartition;
import dev.clickpipe.workflows.contract.StreamProgress;
import dev.clickpipe.workflows.pipe.PipeDescription;
import dev.clickpipe.workflows.pipe.PipeWorkflow;
import dev.clickpipe.workflows.snapshot.SnapshotProgress;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Asks a pipe and its snapshot how far they are; does without their answers when no worker gives them at once. */
@Singleton
public class LiveProgressReader {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final String STREAM_ACTIVITY = "FollowBinlog";
    private static final String LOAD_ACTIVITY = "LoadPartition";

    private final WorkflowClient client;
    private final TemporalCalls calls;
    private final StoredPipes pipes;
    private final Heartbeats heartbeats;

    LiveProgressReader(WorkflowClient client, TemporalCalls calls, StoredPipes pipes) {
        this.client = client;
        this.calls = calls;
        this.pipes = pipes;
        this.heartbeats = new Heartbeats(client.getOptions().getDataConverter());
    }

    /** Reads all there is. */
    public LiveProgress read(StoredPipe pipe) {
        Optional<PipeDescription> description = description(pipe);
        Optional<String> snapshotId = description.map(PipeDescription::snapshotWorkflowId);
        List<PendingActivityInfo> loads = snapshotId.flatMap(pipes::living)
                .map(snapshot -> snapshot.getRawDescription().getPendingActivitiesList()).orElse(List.of());
        return new LiveProgress(pipe, description, snapshotId.flatMap(id -> query(id, SnapshotProgress.class)),
                heartbeats.of(loads, LOAD_ACTIVITY, LoadedPartition.class),
                heartbeats.of(pipe.pendingActivities(), STREAM_ACTIVITY, StreamProgress.class).stream().findFirst());
    }

    /** What the pipe says of itself; empty when no worker answers in time. */
    public Optional<PipeDescription> description(StoredPipe pipe) {
        return query(PipeWorkflow.workflowId(pipe.configuration().pipeId()), PipeDescription.class);
    }

    private <T> Optional<T> query(String workflowId, Class<T> type) {
        try {
            return Optional.ofNullable(calls.within(PATIENCE,
                    () -> client.newUntypedWorkflowStub(workflowId).query("describe", type)));
        } catch (WorkflowException | StatusRuntimeException _) {
            return Optional.empty();
        }
    }
}

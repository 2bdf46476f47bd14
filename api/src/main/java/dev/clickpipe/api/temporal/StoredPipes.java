package dev.clickpipe.api.temporal;

import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.PipeStatus;
import dev.clickpipe.workflows.pipe.PipeWorkflow;
import dev.clickpipe.workflows.service.ServicePipes;
import dev.clickpipe.workflows.service.ServiceWorkflow;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads pipes and their lists from the memos of workflows. Needs no worker. */
@Singleton
public class StoredPipes {
    private static final Set<WorkflowExecutionStatus> CLOSED = Set.of(
            WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED,
            WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_FAILED,
            WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED,
            WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED,
            WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TIMED_OUT);

    private final WorkflowClient client;
    private final TemporalCalls calls;
    private final PendingDeletion deletion;

    StoredPipes(WorkflowClient client, TemporalCalls calls) {
        this.client = client;
        this.calls = calls;
        deletion = new PendingDeletion(client, calls);
    }

    /** The pipe, if it lives in this service. */
    public Optional<StoredPipe> find(UUID serviceId, UUID pipeId) {
        return find(pipeId).filter(pipe -> pipe.configuration().serviceId().equals(serviceId));
    }

    /** All pipes of a service in the order of creation; none when the service is not known. */
    public List<StoredPipe> ofService(UUID serviceId) {
        ServicePipes pipes = living(ServiceWorkflow.workflowId(serviceId))
                .map(description -> description.getMemo(ServicePipes.MEMO, ServicePipes.class, ServicePipes.class))
                .orElse(new ServicePipes(List.of()));
        return pipes.pipeIds().stream().map(id -> find(serviceId, id)).flatMap(Optional::stream).toList();
    }

    /**
     * Whether a pipe's workflow has closed, so that it will never be there again.
     *
     * @param started whether it was there once: then it has also closed when Temporal does not know it any more
     */
    boolean ended(UUID pipeId, boolean started) {
        try {
            return CLOSED.contains(calls.server(
                    () -> client.newUntypedWorkflowStub(PipeWorkflow.workflowId(pipeId)).describe()).getStatus());
        } catch (WorkflowNotFoundException _) {
            return started;
        }
    }

    /** What Temporal tells of a workflow that has not closed. */
    Optional<WorkflowExecutionDescription> living(String workflowId) {
        try {
            return Optional.of(calls.server(() -> client.newUntypedWorkflowStub(workflowId).describe()))
                    .filter(description -> description
                            .getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
        } catch (WorkflowNotFoundException _) {
            return Optional.empty();
        }
    }

    /** A pipe that is on its way out is gone for those who ask. */
    private Optional<StoredPipe> find(UUID pipeId) {
        return living(PipeWorkflow.workflowId(pipeId)).filter(pipe -> !deletion.awaits(pipe))
                .flatMap(StoredPipes::read).filter(pipe -> pipe.status().state() != PipeState.STOPPING
                        && pipe.status().state() != PipeState.STOPPED);
    }

    private static Optional<StoredPipe> read(WorkflowExecutionDescription description) {
        PipeConfiguration configuration = description.getMemo(PipeStatus.CONFIGURATION_MEMO, PipeConfiguration.class,
                PipeConfiguration.class);
        PipeStatus status = description.getMemo(PipeStatus.MEMO, PipeStatus.class, PipeStatus.class);
        if (configuration == null || status == null || status.state().deleted()) {
            return Optional.empty();
        }
        return Optional.of(new StoredPipe(configuration, status,
                description.getRawDescription().getPendingActivitiesList()));
    }
}

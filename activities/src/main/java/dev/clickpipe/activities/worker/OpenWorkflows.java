package dev.clickpipe.activities.worker;

import dev.clickpipe.activities.clickhouse.ActivePipes;
import dev.clickpipe.workflows.pipe.PipeWorkflow;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import java.util.Set;
import java.util.UUID;

/** Pipes whose workflows are open on this Temporal. */
final class OpenWorkflows implements ActivePipes {
    private static final Set<WorkflowExecutionStatus> CLOSED = Set.of(
            WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED,
            WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_FAILED,
            WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED,
            WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED,
            WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TIMED_OUT);

    private final WorkflowClient client;

    OpenWorkflows(WorkflowClient client) {
        this.client = client;
    }

    @Override
    public boolean contain(UUID pipeId) {
        try {
            return !CLOSED.contains(
                    client.newUntypedWorkflowStub(PipeWorkflow.workflowId(pipeId)).describe().getStatus());
        } catch (WorkflowNotFoundException gone) {
            return false;
        }
    }
}

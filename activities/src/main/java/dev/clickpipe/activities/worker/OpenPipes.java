package dev.clickpipe.activities.worker;

import dev.clickpipe.activities.clickhouse.LivingPipes;
import dev.clickpipe.workflows.pipe.PipeWorkflow;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import java.util.UUID;

/** Pipes whose workflows are open on this Temporal. */
final class OpenPipes implements LivingPipes {
    private final WorkflowClient client;

    OpenPipes(WorkflowClient client) {
        this.client = client;
    }

    @Override
    public boolean contain(UUID pipeId) {
        try {
            return client.newUntypedWorkflowStub(PipeWorkflow.workflowId(pipeId)).describe()
                    .getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
        } catch (WorkflowNotFoundException gone) {
            return false;
        }
    }
}

package dev.clickpipe.activities.worker;

import dev.clickpipe.workflows.contract.ServiceActivities;
import dev.clickpipe.workflows.contract.TaskQueues;
import dev.clickpipe.workflows.service.PipeMembership;
import dev.clickpipe.workflows.service.ServiceStart;
import dev.clickpipe.workflows.service.ServiceWorkflow;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import java.util.UUID;

/** Reaches a service's workflow on behalf of pipes: workflow code cannot signal and start in one step, a client can. */
final class ServiceLiaison implements ServiceActivities {
    private final WorkflowClient client;

    ServiceLiaison(WorkflowClient client) {
        this.client = client;
    }

    @Override
    public void join(UUID serviceId, UUID pipeId, String pipeName) {
        ServiceWorkflow service = client.newWorkflowStub(ServiceWorkflow.class,
                WorkflowOptions.newBuilder().setWorkflowId(ServiceWorkflow.workflowId(serviceId))
                        .setTaskQueue(TaskQueues.CONTROL).build());
        BatchRequest request = client.newSignalWithStartRequest();
        request.add(service::run, ServiceStart.first(serviceId));
        request.add(service::join, new PipeMembership(pipeId, pipeName));
        client.signalWithStart(request);
    }

    @Override
    public void leave(UUID serviceId, UUID pipeId) {
        try {
            client.newWorkflowStub(ServiceWorkflow.class, ServiceWorkflow.workflowId(serviceId)).leave(pipeId);
        } catch (WorkflowNotFoundException gone) {
            // A service that is gone keeps no pipes: nothing is left to leave.
        }
    }
}

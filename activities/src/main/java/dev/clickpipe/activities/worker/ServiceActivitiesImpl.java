package dev.clickpipe.activities.worker;

import dev.clickpipe.workflows.contract.ServiceActivities;
import dev.clickpipe.workflows.contract.TargetClaim;
import dev.clickpipe.workflows.contract.TargetConflict;
import dev.clickpipe.workflows.contract.TaskQueues;
import dev.clickpipe.workflows.service.PipeMembership;
import dev.clickpipe.workflows.service.ReservationAnswer;
import dev.clickpipe.workflows.service.ServiceStart;
import dev.clickpipe.workflows.service.ServiceWorkflow;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.BatchRequest;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowUpdateStage;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reaches a service's workflow on behalf of pipes: workflow code cannot signal and start in one step, a client can. */
final class ServiceActivitiesImpl implements ServiceActivities {
    private final WorkflowClient client;
    private final ConfiguredTargets configured;

    ServiceActivitiesImpl(WorkflowClient client) {
        this.client = client;
        configured = new ConfiguredTargets(client);
    }

    @Override
    public void join(UUID serviceId, UUID pipeId, String pipeName) {
        ServiceWorkflow service = startable(serviceId);
        BatchRequest request = client.newSignalWithStartRequest();
        request.add(service::run, ServiceStart.first(serviceId));
        request.add(service::join, new PipeMembership(pipeId, pipeName));
        client.signalWithStart(request);
    }

    /** First the claim, then the look: of two pipes that do this at once, one finds the other's claim or its memo. */
    @Override
    public List<TargetConflict> claim(UUID serviceId, TargetClaim claim) {
        ServiceWorkflow service = startable(serviceId);
        ReservationAnswer answer = WorkflowClient.executeUpdateWithStart(service::claimTargets, claim,
                UpdateOptions.newBuilder(ReservationAnswer.class).setWaitForStage(WorkflowUpdateStage.COMPLETED)
                        .build(),
                new WithStartWorkflowOperation<>(service::run, ServiceStart.first(serviceId)));
        if (answer.outcome() == ReservationAnswer.Outcome.BUSY) {
            throw new IllegalStateException(
                    "so many destination tables are claimed in this service that there is no room for more; wait for the"
                            + " next attempt");
        }
        Set<String> pending = answer.conflicts().stream().map(TargetConflict::target).collect(Collectors.toSet());
        return Stream.concat(answer.conflicts().stream(), configured.conflictsWith(claim, serviceId).stream()
                .filter(conflict -> !pending.contains(conflict.target()))).toList();
    }

    @Override
    public void endClaim(UUID serviceId, UUID pipeId, UUID token) {
        try {
            service(serviceId).release(pipeId, token);
        } catch (WorkflowNotFoundException gone) {
            // A service that is gone keeps no claims.
        }
    }

    @Override
    public void leave(UUID serviceId, UUID pipeId) {
        try {
            service(serviceId).leave(pipeId);
        } catch (WorkflowNotFoundException gone) {
            // A service that is gone keeps no pipes: nothing is left to leave.
        }
    }

    private ServiceWorkflow service(UUID serviceId) {
        return client.newWorkflowStub(ServiceWorkflow.class, ServiceWorkflow.workflowId(serviceId));
    }

    private ServiceWorkflow startable(UUID serviceId) {
        return client.newWorkflowStub(ServiceWorkflow.class,
                WorkflowOptions.newBuilder().setWorkflowId(ServiceWorkflow.workflowId(serviceId))
                        .setTaskQueue(TaskQueues.CONTROL)
                        .setWorkflowIdConflictPolicy(
                                WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                        .build());
    }
}

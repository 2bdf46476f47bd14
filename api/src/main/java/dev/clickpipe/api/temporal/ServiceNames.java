package dev.clickpipe.api.temporal;

import dev.clickpipe.api.answers.RefusedException;
import dev.clickpipe.workflows.contract.TaskQueues;
import dev.clickpipe.workflows.pipe.PipeAttributes;
import dev.clickpipe.workflows.service.NameReservation;
import dev.clickpipe.workflows.service.PipeMembership;
import dev.clickpipe.workflows.service.ReservationAnswer;
import dev.clickpipe.workflows.service.ServiceStart;
import dev.clickpipe.workflows.service.ServiceWorkflow;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.workflow.Functions;
import io.temporal.common.SearchAttributes;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reserves names with the workflow of a service, which is started by the first one. Needs a control worker. */
@Singleton
public class ServiceNames {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceNames.class);

    private final WorkflowClient client;
    private final TemporalCalls calls;

    ServiceNames(WorkflowClient client, TemporalCalls calls) {
        this.client = client;
        this.calls = calls;
    }

    /** Reserves a name; refuses with 503 when no worker answers. */
    public ReservationAnswer reserve(UUID serviceId, NameReservation reservation) {
        return ask(serviceId, service -> service::reserve, reservation);
    }

    /** Has a pipe hold another name beside its own; refuses with 503 when no worker answers. */
    public ReservationAnswer rename(UUID serviceId, PipeMembership renamed) {
        return ask(serviceId, service -> service::rename, renamed);
    }

    private <T> ReservationAnswer ask(UUID serviceId,
            Function<ServiceWorkflow, Functions.Func1<T, ReservationAnswer>> question, T argument) {
        ServiceWorkflow service = client.newWorkflowStub(ServiceWorkflow.class, options(serviceId));
        UpdateOptions<ReservationAnswer> update = UpdateOptions.newBuilder(ReservationAnswer.class)
                .setWaitForStage(WorkflowUpdateStage.COMPLETED).build();
        try {
            return calls.worker(TemporalCalls.COLD_WORKER,
                    () -> WorkflowClient.executeUpdateWithStart(question.apply(service), argument, update,
                            new WithStartWorkflowOperation<>(service::run, ServiceStart.first(serviceId))));
        } catch (WorkflowUpdateException e) {
            throw RefusedException.badRequest(PipeUpdates.reason(e));
        }
    }

    /** Lets a reserved name go. When that fails, the reservation ends by itself after a while. */
    public void release(UUID serviceId, UUID pipeId) {
        letGo(serviceId, pipeId, service -> service.release(pipeId));
    }

    /** Lets a name go that a pipe was to have. When that fails, it is the pipe's until it is given it, or deleted. */
    public void giveUp(UUID serviceId, PipeMembership refused) {
        letGo(serviceId, refused.pipeId(), service -> service.giveUpName(refused));
    }

    private void letGo(UUID serviceId, UUID pipeId, Consumer<ServiceWorkflow> request) {
        try {
            calls.worker(TemporalCalls.WORKER, () -> {
                request.accept(client.newWorkflowStub(ServiceWorkflow.class, ServiceWorkflow.workflowId(serviceId)));
                return true;
            });
        } catch (RuntimeException e) {
            LOG.warn("A name of pipe {} was not let go and stays reserved", pipeId, e);
        }
    }

    /** Of a workflow that is started by whoever asks it first. */
    static WorkflowOptions options(UUID serviceId) {
        return WorkflowOptions.newBuilder().setWorkflowId(ServiceWorkflow.workflowId(serviceId))
                .setTaskQueue(TaskQueues.CONTROL)
                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .setTypedSearchAttributes(
                        SearchAttributes.newBuilder().set(PipeAttributes.SERVICE, serviceId.toString()).build())
                .build();
    }
}

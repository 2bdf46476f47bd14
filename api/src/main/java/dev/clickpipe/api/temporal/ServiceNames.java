package dev.clickpipe.api.temporal;

import dev.clickpipe.api.answers.RefusedException;
import dev.clickpipe.workflows.contract.TargetClaim;
import dev.clickpipe.workflows.contract.TargetConflict;
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
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reserves names and destination tables with the workflow of a service, which is started by the first one. Needs a control worker. */
@Singleton
public class ServiceNames {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceNames.class);

    /** One name has one holder; tables may have several, seen at once. */
    private static final int MOST_REPETITIONS = 3;

    private final WorkflowClient client;
    private final TemporalCalls calls;
    private final StoredPipes pipes;

    ServiceNames(WorkflowClient client, TemporalCalls calls, StoredPipes pipes) {
        this.pipes = pipes;
        this.client = client;
        this.calls = calls;
    }

    /** Reserves a name and destination tables; refuses with 503 when no worker answers. */
    public ReservationAnswer reserve(UUID serviceId, NameReservation reservation) {
        return pastEnded(serviceId, () -> ask(serviceId, service -> service::reserve, reservation));
    }

    /** Has a pipe hold another name beside its own; refuses with 503 when no worker answers. */
    public ReservationAnswer rename(UUID serviceId, PipeMembership renamed) {
        return pastEnded(serviceId, () -> ask(serviceId, service -> service::rename, renamed));
    }

    /** Claims destination tables that a pipe is to feed besides; refuses with 503 when no worker answers. */
    public ReservationAnswer claim(UUID serviceId, TargetClaim claim) {
        return pastEnded(serviceId, () -> ask(serviceId, service -> service::claimTargets, claim));
    }

    /**
     * What others hold counts while their workflows are open: one that was terminated has not left the service. It leaves by
     * this, and the question is asked again.
     */
    private ReservationAnswer pastEnded(UUID serviceId, Supplier<ReservationAnswer> question) {
        ReservationAnswer answer = question.get();
        for (int time = 0; time < MOST_REPETITIONS; time++) {
            List<UUID> ended = endedHolders(answer);
            if (ended.isEmpty()) {
                break;
            }
            ended.forEach(pipeId -> send(serviceId, pipeId, service -> service.leave(pipeId)));
            answer = question.get();
        }
        return answer;
    }

    private List<UUID> endedHolders(ReservationAnswer answer) {
        return switch (answer.outcome()) {
            case SAME, TAKEN -> Stream.of(answer.pipeId()).filter(pipeId -> pipes.ended(pipeId, answer.started()))
                    .toList();
            case TARGETS_TAKEN -> answer.conflicts().stream().map(TargetConflict::pipeId).distinct()
                    .filter(pipeId -> pipes.ended(pipeId, false)).toList();
            case RESERVED, GONE, BUSY -> List.of();
        };
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

    /** Ends what a request holds. When that fails, it ends by itself after a while. */
    public void release(UUID serviceId, UUID pipeId, UUID token) {
        send(serviceId, pipeId, service -> service.release(pipeId, token));
    }

    /** The pipe's workflow was started. When the service misses it, the hold of the name ends after a while, unless the pipe joins. */
    public void started(UUID serviceId, UUID pipeId) {
        send(serviceId, pipeId, service -> service.started(pipeId));
    }

    /** Lets a name go that a pipe was to have. When that fails, it is the pipe's until it is given it, or deleted. */
    public void giveUp(UUID serviceId, PipeMembership refused) {
        send(serviceId, refused.pipeId(), service -> service.giveUpName(refused));
    }

    private void send(UUID serviceId, UUID pipeId, Consumer<ServiceWorkflow> request) {
        try {
            calls.worker(TemporalCalls.WORKER, () -> {
                request.accept(client.newWorkflowStub(ServiceWorkflow.class, ServiceWorkflow.workflowId(serviceId)));
                return true;
            });
        } catch (RuntimeException e) {
            LOG.warn("The service {} was not reached about names and targets of pipe {}", serviceId, pipeId, e);
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

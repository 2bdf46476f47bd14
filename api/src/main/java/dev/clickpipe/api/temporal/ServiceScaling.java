package dev.clickpipe.api.temporal;

import dev.clickpipe.api.answers.RefusedException;
import dev.clickpipe.workflows.service.ServiceStart;
import dev.clickpipe.workflows.service.ServiceWorkflow;
import dev.clickpipe.workflows.settings.ScalingFigures;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** The figures that the workflow of a service keeps. To read them needs no worker; to change them needs a control worker. */
@Singleton
public class ServiceScaling {
    private final WorkflowClient client;
    private final TemporalCalls calls;
    private final StoredPipes pipes;

    ServiceScaling(WorkflowClient client, TemporalCalls calls, StoredPipes pipes) {
        this.client = client;
        this.calls = calls;
        this.pipes = pipes;
    }

    /** What was asked for; empty when nobody asked. */
    public Optional<ScalingFigures> find(UUID serviceId) {
        return pipes.living(ServiceWorkflow.workflowId(serviceId)).map(description -> description
                .getMemo(ServiceWorkflow.SCALING_MEMO, ScalingFigures.class, ScalingFigures.class));
    }

    /** Keeps figures; the service's workflow is started by it when it has no pipe yet. Refuses with 503 without a worker. */
    public ScalingFigures keep(UUID serviceId, ScalingFigures figures) {
        ServiceWorkflow service = client.newWorkflowStub(ServiceWorkflow.class, ServiceNames.options(serviceId));
        UpdateOptions<ScalingFigures> update = UpdateOptions.newBuilder(ScalingFigures.class)
                .setWaitForStage(WorkflowUpdateStage.COMPLETED).build();
        try {
            return calls.worker(TemporalCalls.COLD_WORKER,
                    () -> WorkflowClient.executeUpdateWithStart(service::scale, figures, update,
                            new WithStartWorkflowOperation<>(service::run, ServiceStart.first(serviceId))));
        } catch (WorkflowUpdateException e) {
            throw RefusedException.badRequest(PipeUpdates.reason(e));
        }
    }
}

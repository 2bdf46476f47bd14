package dev.clickpipe.activities.worker;

import dev.clickpipe.workflows.contract.TargetClaim;
import dev.clickpipe.workflows.contract.TargetConflict;
import dev.clickpipe.workflows.pipe.PipeStatus;
import dev.clickpipe.workflows.pipe.PipeWorkflow;
import dev.clickpipe.workflows.service.ServicePipes;
import dev.clickpipe.workflows.service.ServiceWorkflow;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Which destination tables the open pipes of a service feed, by the configurations in their memos. */
final class ConfiguredTargets {
    private final WorkflowClient client;

    ConfiguredTargets(WorkflowClient client) {
        this.client = client;
    }

    /** The claimed tables that another pipe feeds. A pipe that is being deleted feeds none any more. */
    List<TargetConflict> conflictsWith(TargetClaim claim, UUID serviceId) {
        List<TargetConflict> conflicts = new ArrayList<>();
        for (UUID pipeId : pipes(serviceId)) {
            if (!pipeId.equals(claim.pipeId())) {
                open(PipeWorkflow.workflowId(pipeId)).flatMap(ConfiguredTargets::configuration)
                        .map(claim::conflictsWith).ifPresent(conflicts::addAll);
            }
        }
        return conflicts;
    }

    private List<UUID> pipes(UUID serviceId) {
        return open(ServiceWorkflow.workflowId(serviceId))
                .map(service -> service.getMemo(ServicePipes.MEMO, ServicePipes.class, ServicePipes.class))
                .map(ServicePipes::pipeIds).orElse(List.of());
    }

    private Optional<WorkflowExecutionDescription> open(String workflowId) {
        try {
            return Optional.of(client.newUntypedWorkflowStub(workflowId).describe()).filter(
                    description -> description
                            .getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
        } catch (WorkflowNotFoundException gone) {
            return Optional.empty();
        }
    }

    private static Optional<PipeConfiguration> configuration(WorkflowExecutionDescription pipe) {
        PipeStatus status = pipe.getMemo(PipeStatus.MEMO, PipeStatus.class, PipeStatus.class);
        return status == null || status.state().deleted()
                ? Optional.empty()
                : Optional.ofNullable(pipe.getMemo(PipeStatus.CONFIGURATION_MEMO, PipeConfiguration.class,
                        PipeConfiguration.class));
    }
}

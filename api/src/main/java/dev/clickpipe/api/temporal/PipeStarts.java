package dev.clickpipe.api.temporal;

import dev.clickpipe.workflows.contract.PreflightReport;
import dev.clickpipe.workflows.contract.TaskQueues;
import dev.clickpipe.workflows.failure.PipeFailures;
import dev.clickpipe.workflows.pipe.PipeAttributes;
import dev.clickpipe.workflows.pipe.PipeStart;
import dev.clickpipe.workflows.pipe.PipeStatus;
import dev.clickpipe.workflows.pipe.PipeWorkflow;
import dev.clickpipe.workflows.pipe.PreflightWorkflow;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts workflows: the checks before a pipe or tables of it are made, and the pipe itself. */
@Singleton
public class PipeStarts {
    private static final Logger LOG = LoggerFactory.getLogger(PipeStarts.class);
    private static final String CHECKS = "clickpipe-preflight-";
    /** An abandoned check ends by itself. */
    private static final Duration LONGEST_CHECK = Duration.ofMinutes(2);

    private final WorkflowClient client;
    private final TemporalCalls calls;

    PipeStarts(WorkflowClient client, TemporalCalls calls) {
        this.client = client;
        this.calls = calls;
    }

    /** Checks source and destination; empty when there is no answer in time: the pipe then checks by itself. */
    public Optional<PreflightReport> check(PipeConfiguration configuration, Duration patience) {
        return check(configuration, false, CHECKS + configuration.pipeId(),
                "Checks before the pipe " + configuration.name() + " is created", patience);
    }

    /** The same for tables that a pipe is to copy besides; each call checks anew, because their tables differ. */
    public Optional<PreflightReport> checkAdded(PipeConfiguration configuration, Duration patience) {
        return check(configuration, true, CHECKS + configuration.pipeId() + "-" + UUID.randomUUID(),
                "Checks before tables are added to the pipe " + configuration.name(), patience);
    }

    private Optional<PreflightReport> check(PipeConfiguration configuration, boolean added, String workflowId,
            String summary, Duration patience) {
        WorkflowOptions options = WorkflowOptions.newBuilder()
                .setWorkflowId(workflowId).setTaskQueue(TaskQueues.CONTROL)
                .setWorkflowExecutionTimeout(LONGEST_CHECK)
                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .setStaticSummary(summary).build();
        PreflightWorkflow preflight = client.newWorkflowStub(PreflightWorkflow.class, options);
        calls.server(() -> WorkflowClient.start(preflight::check, configuration, added));
        try {
            return Optional.of(WorkflowStub.fromTyped(preflight).getResult(patience.toMillis(), TimeUnit.MILLISECONDS,
                    PreflightReport.class));
        } catch (TimeoutException _) {
            return Optional.empty();
        } catch (WorkflowFailedException e) {
            LOG.warn("The checks of pipe {} failed: {}", configuration.pipeId(),
                    PipeFailures.errorIn(e).map(Object::toString).orElse(e.getMessage()));
            return Optional.empty();
        } catch (WorkflowServiceException e) {
            throw calls.translated(e);
        }
    }

    /** Starts the pipe; empty when its workflow exists already, living or closed. */
    public Optional<StoredPipe> start(PipeConfiguration configuration, boolean checked) {
        PipeStatus status = PipeStatus.starting(configuration.createdAt());
        WorkflowOptions options = WorkflowOptions.newBuilder()
                .setWorkflowId(PipeWorkflow.workflowId(configuration.pipeId())).setTaskQueue(TaskQueues.CONTROL)
                .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
                .setMemo(status.memoWith(configuration))
                .setTypedSearchAttributes(PipeAttributes.of(configuration, status.state()))
                .setStaticSummary(configuration.name()).build();
        PipeWorkflow pipe = client.newWorkflowStub(PipeWorkflow.class, options);
        try {
            calls.server(() -> WorkflowClient.start(pipe::run, new PipeStart(configuration, checked, null)));
        } catch (WorkflowExecutionAlreadyStarted _) {
            return Optional.empty();
        }
        return Optional.of(new StoredPipe(configuration.withoutPassword(), status, List.of()));
    }
}

package dev.clickpipe.api.temporal;

import dev.clickpipe.api.security.Caller;
import dev.clickpipe.workflows.pipe.PipeRequest;
import dev.clickpipe.workflows.pipe.PipeStatus;
import dev.clickpipe.workflows.pipe.PipeWorkflow;
import dev.clickpipe.workflows.pipe.EditRequest;
import dev.clickpipe.workflows.pipe.ResyncRequest;
import dev.clickpipe.workflows.settings.TableName;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateHandle;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.client.WorkflowUpdateTimeoutOrCancelledException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a pipe's workflow for what people may want of it, and waits for it a bounded time. */
@Singleton
public class PipeUpdates {
    private final WorkflowClient client;
    private final TemporalCalls calls;

    PipeUpdates(WorkflowClient client, TemporalCalls calls) {
        this.client = client;
        this.calls = calls;
    }

    /** What a pipe can be asked. */
    public sealed interface Request {
        /** Stop pulling. */
        record Pause() implements Request {}

        /** Go on. */
        record Resume() implements Request {}

        /** End. */
        record Delete() implements Request {}

        /** Go on with another name, other settings, other tables: with all of it or nothing. */
        record Edit(EditRequest edit) implements Request {}

        /** Load tables again; none named: all of them. */
        record Resync(List<TableName> tables) implements Request {}

        /** Load again the tables that failed while the others went on. */
        record RetryTables() implements Request {}

        /** Name of the update and of the signal. */
        private String word() {
            return switch (this) {
                case Pause _ -> "pause";
                case Resume _ -> "resume";
                case Delete _ -> PipeWorkflow.DELETE;
                case Edit _ -> "edit";
                case Resync _ -> "resync";
                case RetryTables _ -> "retryTables";
            };
        }

        /** Its one argument. */
        private Object argument(String reason) {
            return switch (this) {
                case Pause _,Resume _,Delete _,RetryTables _ -> new PipeRequest(reason);
                case Edit(var edit) -> edit.because(reason);
                case Resync(var tables) -> new ResyncRequest(tables, reason);
            };
        }
    }

    /** What came of it. */
    public sealed interface Outcome {
        /** Carried out. */
        record Done(PipeStatus status) implements Outcome {}

        /** Not carried out, and why. */
        record Refused(String reason) implements Outcome {}

        /** Taken on, and not finished in time. */
        record OnItsWay() implements Outcome {}

        /** The pipe has ended. */
        record Gone() implements Outcome {}
    }

    /** Asks, and waits; refuses with 503 when no worker takes it on within seconds. */
    public Outcome ask(UUID pipeId, Request request, Duration patience) {
        WorkflowStub pipe = client.newUntypedWorkflowStub(PipeWorkflow.workflowId(pipeId));
        UpdateOptions<PipeStatus> options = UpdateOptions.newBuilder(PipeStatus.class).setUpdateName(request.word())
                .setWaitForStage(WorkflowUpdateStage.ACCEPTED).build();
        Object argument = request.argument(Caller.reason());
        WorkflowUpdateHandle<PipeStatus> handle;
        try {
            handle = calls.worker(TemporalCalls.WORKER,
                    () -> pipe.startUpdate(options, argument));
        } catch (WorkflowNotFoundException _) {
            return new Outcome.Gone();
        } catch (WorkflowUpdateException e) {
            return new Outcome.Refused(reason(e));
        }
        return result(handle, patience);
    }

    private Outcome result(WorkflowUpdateHandle<PipeStatus> handle, Duration patience) {
        try {
            return new Outcome.Done(handle.getResult(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (WorkflowUpdateTimeoutOrCancelledException _) {
            return new Outcome.OnItsWay();
        } catch (WorkflowNotFoundException _) {
            return new Outcome.Gone();
        } catch (WorkflowUpdateException e) {
            return new Outcome.Refused(reason(e));
        } catch (RuntimeException e) {
            throw calls.translated(e);
        }
    }

    /** Leaves a request for a worker that is not there yet. */
    public void leave(UUID pipeId, Request request) {
        calls.server(() -> {
            client.newUntypedWorkflowStub(PipeWorkflow.workflowId(pipeId)).signal(request.word(),
                    request.argument(Caller.reason()));
            return true;
        });
    }

    /** Waits until the pipe's workflow has closed; false when it has not in time. */
    public boolean closed(UUID pipeId, Duration patience) {
        try {
            client.newUntypedWorkflowStub(PipeWorkflow.workflowId(pipeId)).getResult(patience.toMillis(),
                    TimeUnit.MILLISECONDS, Void.class);
            return true;
        } catch (WorkflowFailedException | WorkflowNotFoundException _) {
            return true;
        } catch (TimeoutException _) {
            return false;
        }
    }

    /** The sentence that the workflow refused with. */
    static String reason(WorkflowUpdateException refused) {
        Throwable cause = refused.getCause();
        if (cause instanceof ApplicationFailure failure) {
            return failure.getOriginalMessage();
        }
        return cause instanceof TemporalFailure failure ? failure.getOriginalMessage() : "the ClickPipe refuses it";
    }
}

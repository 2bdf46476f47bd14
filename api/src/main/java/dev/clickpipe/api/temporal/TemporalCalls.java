package dev.clickpipe.api.temporal;

import dev.clickpipe.api.answers.RefusedException;
import dev.clickpipe.workflows.contract.TaskQueues;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.micronaut.context.annotation.Bean;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowUpdateTimeoutOrCancelledException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls Temporal with a limit of time, and says in a sentence what is wrong when it cannot be reached. */
@Singleton
@Bean(typed = TemporalCalls.class)
public class TemporalCalls implements AutoCloseable {
    /** For what Temporal answers by itself. */
    public static final Duration SERVER = Duration.ofSeconds(5);
    /** For what a worker must answer: longer than a busy worker takes, short enough to be told that none runs. */
    public static final Duration WORKER = Duration.ofSeconds(5);
    /** For the first that a worker just started is asked: it is still loading itself. */
    public static final Duration COLD_WORKER = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final WorkflowClient client;
    private final ScheduledExecutorService deadlines = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("temporal-deadlines").factory());

    TemporalCalls(WorkflowClient client) {
        this.client = client;
    }

    /** Calls what needs no worker; refuses with 503 when Temporal does not answer. */
    public <T extends @Nullable Object> T server(Supplier<T> call) {
        try {
            return within(SERVER, call);
        } catch (RuntimeException e) {
            throw translated(e);
        }
    }

    /** Calls what a worker must answer; refuses with 503 when none does in time. */
    <T extends @Nullable Object> T worker(Duration limit, Supplier<T> call) {
        try {
            return within(limit, () -> pastNewRuns(call));
        } catch (WorkflowUpdateTimeoutOrCancelledException _) {
            throw noWorker(limit);
        } catch (RuntimeException e) {
            if (status(e).filter(status -> status.getCode() == Status.Code.DEADLINE_EXCEEDED).isPresent()) {
                throw noWorker(limit);
            }
            throw translated(e);
        }
    }

    /**
     * Asks again what met a workflow on its way into a new run: with a signal that arrived just then the server lets that
     * step fail, and each update that was not taken on yet with it. The deadline of the call ends this.
     */
    private static <T extends @Nullable Object> T pastNewRuns(Supplier<T> call) {
        while (true) {
            try {
                return call.get();
            } catch (RuntimeException e) {
                if (status(e).filter(TemporalCalls::saysNotTakenOn).isEmpty()) {
                    throw e;
                }
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static boolean saysNotTakenOn(Status status) {
        String description = status.getDescription();
        return status.getCode() == Status.Code.FAILED_PRECONDITION && description != null
                && description.contains("workflow task failure");
    }

    /** Calls with a deadline that every request made inside inherits. */
    <T extends @Nullable Object> T within(Duration limit, Supplier<T> call) {
        try (Context.CancellableContext context = Context.current().withDeadlineAfter(limit.toMillis(),
                TimeUnit.MILLISECONDS, deadlines)) {
            Context previous = context.attach();
            try {
                return call.get();
            } finally {
                context.detach(previous);
            }
        }
    }

    /** That no worker runs, or that Temporal itself is away. */
    private RefusedException noWorker(Duration limit) {
        return reachable()
                ? RefusedException.unavailable("no worker answered within " + limit.toSeconds()
                        + " s: start a worker on the task queue " + TaskQueues.CONTROL + ", then try again")
                : temporalIsAway();
    }

    /** Whether Temporal answers. */
    public boolean reachable() {
        try {
            within(Duration.ofSeconds(2), () -> client.getWorkflowServiceStubs().blockingStub()
                    .getSystemInfo(GetSystemInfoRequest.getDefaultInstance()));
            return true;
        } catch (StatusRuntimeException _) {
            return false;
        }
    }

    private static Optional<Status> status(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StatusRuntimeException status) {
                return Optional.of(status.getStatus());
            }
        }
        return Optional.empty();
    }

    /** The refusal that stands for a failed call, or the failure itself when it is none of ours. */
    RuntimeException translated(RuntimeException failure) {
        return status(failure).map(status -> translated(status, failure)).orElse(failure);
    }

    private RuntimeException translated(Status status, RuntimeException failure) {
        String description = status.getDescription();
        Status.Code code = status.getCode();
        if (code == Status.Code.UNAVAILABLE || code == Status.Code.DEADLINE_EXCEEDED
                || code == Status.Code.CANCELLED || code == Status.Code.RESOURCE_EXHAUSTED) {
            return temporalIsAway();
        }
        if (code == Status.Code.INVALID_ARGUMENT && description != null && description.contains("earch attribute")) {
            return RefusedException.unavailable("Temporal's namespace lacks a search attribute: register"
                    + " ClickPipeState, ClickPipeName and ClickPipeService as Keyword (temporal operator"
                    + " search-attribute create --name ClickPipeState --type Keyword, and so on)");
        }
        if (code == Status.Code.NOT_FOUND && description != null && description.startsWith("Namespace")) {
            return RefusedException.unavailable("Temporal has no namespace "
                    + client.getOptions().getNamespace() + "; see CLICKPIPE_TEMPORAL_NAMESPACE");
        }
        return failure;
    }

    private RefusedException temporalIsAway() {
        return RefusedException.unavailable("Temporal at "
                + client.getWorkflowServiceStubs().getOptions().getTarget()
                + " does not answer; see CLICKPIPE_TEMPORAL_ADDRESS, then try again");
    }

    @Override
    @PreDestroy
    public void close() {
        deadlines.shutdownNow();
    }
}

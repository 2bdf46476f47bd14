package dev.clickpipe.workflows.calls;

import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.failure.PipeFailures;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TimeoutFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** An activity or child workflow on its way, which can be cancelled and whose end is a value. */
public final class Call<T> {
    private final CancellationScope scope;
    private final CompletablePromise<T> promise = Workflow.newPromise();

    private Call(Functions.Func<T> function) {
        // Detached: what cancels a call is its phase, never the scope that happened to start it.
        scope = Workflow.newDetachedCancellationScope(() -> promise.completeFrom(Async.function(function)));
        scope.run();
    }

    /** Starts a call; {@code function} calls one activity or child workflow. */
    public static <T> Call<T> start(Functions.Func<T> function) {
        return new Call<>(function);
    }

    /** The same for a call that returns nothing. */
    public static Call<Boolean> start(Functions.Proc procedure) {
        return new Call<>(() -> {
            procedure.apply();
            return true;
        });
    }

    /** Whether it has ended. */
    public boolean finished() {
        return promise.isCompleted();
    }

    /** Asks it to stop; it ends when it has. */
    public void cancel() {
        scope.cancel("asked to stop");
    }

    /** Nobody asks how it ended; the SDK would complain of a failure that nobody looked at. */
    public void forget() {
        promise.handle((answer, failure) -> answer);
    }

    /** How it ended; waits until then. */
    public CallResult<T> result() {
        RuntimeException failure = promise.getFailure();
        return failure == null ? new CallResult.Returned<>(promise.get()) : classify(failure);
    }

    private static <T> CallResult<T> classify(Throwable failure) {
        CanceledFailure cancelled = find(failure, CanceledFailure.class);
        if (cancelled != null) {
            return new CallResult.Unanswered<>(false);
        }
        return PipeFailures.errorIn(failure).<CallResult<T>>map(CallResult.Failed::new)
                .orElseGet(() -> unclassified(failure));
    }

    private static <T> CallResult<T> unclassified(Throwable failure) {
        TimeoutFailure timeout = find(failure, TimeoutFailure.class);
        if (timeout == null) {
            return new CallResult.Failed<>(new PipeError(ErrorKind.DEFECT, deepestMessage(failure),
                    "Report this with the pipe's history from the Web UI.", null));
        }
        return timeout.getTimeoutType() == TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START
                ? new CallResult.Failed<>(new PipeError(ErrorKind.COMPUTE_NOT_READY,
                        "No worker of the service took the work in time.",
                        "Start a worker for this service, or check the log of its supervisor.", null))
                : new CallResult.Unanswered<>(true);
    }

    private static String deepestMessage(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest.toString();
    }

    private static <F extends Throwable> @Nullable F find(Throwable failure, Class<F> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}

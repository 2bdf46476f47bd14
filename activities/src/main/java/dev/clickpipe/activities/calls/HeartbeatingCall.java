package dev.clickpipe.activities.calls;

import dev.clickpipe.activities.errors.ErrorClassifier;
import dev.clickpipe.activities.logging.PipeFields;
import dev.clickpipe.workflows.failure.PipeFailures;
import dev.clickpipe.workflows.settings.TableName;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs an activity's work on a thread of its own and heartbeats beside it, so that its worker's death is noticed within
 * seconds and a cancel interrupts the work, whatever it is waiting for.
 */
public final class HeartbeatingCall {
    /** Type of the failure of a call whose worker is shutting down; it is tried again elsewhere. */
    public static final String HANDED_BACK = "HandedBack";

    private static final Duration INTERVAL = Duration.ofMillis(400);

    private HeartbeatingCall() {}

    /** A heartbeat without details. */
    public static <T> T run(@Nullable TableName table, Callable<T> work) {
        return run(table, () -> null, () -> false, work);
    }

    /**
     * Runs the work and returns its result.
     *
     * @param table the source table it is about; null when it is about no single one
     * @param progress reported with each heartbeat
     * @param release true once the worker is shutting down: the work is interrupted, and tried again elsewhere
     * @throws ApplicationFailure with the classified error
     */
    public static <T> T run(@Nullable TableName table, Supplier<@Nullable Object> progress, Supplier<Boolean> release,
            Callable<T> work) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        AtomicReference<@Nullable T> result = new AtomicReference<>();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        // Virtual, because an interrupt has to end a read of a socket too, so that nothing is written after a pause.
        Thread worker = Thread.ofVirtual().name("activity-" + context.getInfo().getActivityType())
                .start(PipeFields.handedTo(() -> {
                    try {
                        result.set(work.call());
                    } catch (Exception | Error broken) {
                        failure.set(broken);
                    }
                }));
        try {
            while (!worker.join(INTERVAL)) {
                // First, because a heartbeat of a worker that is shutting down throws.
                if (release.get()) {
                    throw released();
                }
                context.heartbeat(progress.get());
            }
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw released();
        } finally {
            end(worker, context, progress);
        }
        return outcome(table, result.get(), failure.get());
    }

    private static ApplicationFailure released() {
        return ApplicationFailure.newFailure("This worker is shutting down; another one continues", HANDED_BACK);
    }

    private static <T> T outcome(@Nullable TableName table, @Nullable T result, @Nullable Throwable failure) {
        if (result != null) {
            return result;
        }
        if (failure instanceof ActivityCompletionException cancelled) {
            throw cancelled;
        }
        throw PipeFailures.toFailure(ErrorClassifier
                .errorOf(failure == null ? new IllegalStateException("no result and no error") : failure, table));
    }

    /**
     * Returns when nothing of the work goes on any more: it may be writing. Beats meanwhile, because an attempt that is silent
     * counts as dead, and then nobody waits for it.
     */
    private static void end(Thread worker, ActivityExecutionContext context, Supplier<@Nullable Object> progress) {
        worker.interrupt();
        boolean interrupted = false;
        while (worker.isAlive()) {
            try {
                if (!worker.join(INTERVAL)) {
                    context.heartbeat(progress.get());
                }
            } catch (InterruptedException again) {
                interrupted = true;
            } catch (ActivityCompletionException known) {
                // That it is cancelled, or that its worker is shutting down: the reason why it ends.
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

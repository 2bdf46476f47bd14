package dev.clickpipe.workflows.calls;

import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.Supplier;

/** Timers that say what they wait for. */
public final class Timers {
    private Timers() {}

    /**
     * Waits until the condition holds, but no longer than the limit.
     *
     * @param summary the sentence that the Web UI shows beside the timer
     * @return whether the condition holds
     */
    public static boolean await(String summary, Duration limit, Supplier<Boolean> condition) {
        if (condition.get()) {
            return true;
        }
        CompletablePromise<Void> elapsed = Workflow.newPromise();
        CancellationScope timer = Workflow.newDetachedCancellationScope(() -> elapsed.completeFrom(
                Workflow.newTimer(limit, TimerOptions.newBuilder().setSummary(summary).build())));
        timer.run();
        Workflow.await(() -> condition.get() || elapsed.isCompleted());
        if (!elapsed.isCompleted()) {
            timer.cancel();
            awaitCancelled(elapsed);
        }
        return condition.get();
    }

    private static void awaitCancelled(CompletablePromise<Void> elapsed) {
        try {
            elapsed.get();
        } catch (CanceledFailure expected) {
            // The timer is gone.
        }
    }
}

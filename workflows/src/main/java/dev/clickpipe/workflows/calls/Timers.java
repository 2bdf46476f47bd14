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

    /** A timer on its way. */
    public static final class Running {
        private final CompletablePromise<Void> elapsed = Workflow.newPromise();
        private final CancellationScope scope;
        private boolean cancelled;

        private Running(String summary, Duration limit) {
            scope = Workflow.newDetachedCancellationScope(() -> elapsed.completeFrom(
                    Workflow.newTimer(limit, TimerOptions.newBuilder().setSummary(summary).build())));
            scope.run();
        }

        /** Whether it is over, or was cancelled. */
        public boolean elapsed() {
            return cancelled || elapsed.isCompleted();
        }

        /** Ends it; does nothing when it is over. */
        public void cancel() {
            if (elapsed()) {
                return;
            }
            cancelled = true;
            scope.cancel();
            try {
                elapsed.get();
            } catch (CanceledFailure expected) {
                // The timer is gone.
            }
        }
    }

    /**
     * Starts one.
     *
     * @param summary the sentence that the Web UI shows beside it
     */
    public static Running start(String summary, Duration limit) {
        return new Running(summary, limit);
    }

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
        Running timer = start(summary, limit);
        Workflow.await(() -> condition.get() || timer.elapsed());
        timer.cancel();
        return condition.get();
    }
}

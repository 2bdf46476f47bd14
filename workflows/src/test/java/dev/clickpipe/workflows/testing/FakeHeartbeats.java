package dev.clickpipe.workflows.testing;

import io.temporal.activity.ActivityExecutionContext;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Heartbeats of a fake that works until something happens. */
final class FakeHeartbeats {
    private static final long INTERVAL_MILLISECONDS = 20;

    private FakeHeartbeats() {}

    /**
     * Heartbeats until the condition holds.
     *
     * @throws io.temporal.client.ActivityCanceledException when the activity was cancelled first
     */
    static void until(ActivityExecutionContext context, Supplier<Object> details, BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            context.heartbeat(details.get());
            rest();
        }
    }

    static void rest() {
        try {
            Thread.sleep(INTERVAL_MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the stage is being taken down", stop);
        }
    }
}

package dev.clickpipe.activities.worker;

import dev.clickpipe.activities.calls.HandsBack;
import dev.clickpipe.workflows.contract.ProvisionerActivities;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Holds a provisioner for as long as the workflow wants it, heartbeating, so that a dead one is noticed and replaced. */
final class WorkerSupervision implements ProvisionerActivities, HandsBack {
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    private final Provisioner provisioner;
    private final AtomicInteger held = new AtomicInteger();
    private volatile boolean closing;

    WorkerSupervision(Provisioner provisioner) {
        this.provisioner = provisioner;
    }

    @Override
    public void supervise(UUID serviceId) {
        held.incrementAndGet();
        try {
            hold(serviceId);
        } finally {
            held.decrementAndGet();
        }
    }

    private void hold(UUID serviceId) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        Thread supervisor = Thread.ofVirtual().name("supervise-" + serviceId)
                .start(() -> run(serviceId, failure));
        try {
            while (!supervisor.join(HEARTBEAT)) {
                // First, because a heartbeat of a worker that is shutting down throws.
                if (closing) {
                    throw ApplicationFailure.newFailure("This control worker is shutting down; another one goes on",
                            "HandedBack");
                }
                context.heartbeat(null);
            }
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        } finally {
            end(supervisor);
        }
        RuntimeException cause = failure.get();
        if (cause != null) {
            throw cause;
        }
    }

    private void run(UUID serviceId, AtomicReference<@Nullable RuntimeException> failure) {
        try {
            provisioner.supervise(serviceId);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException broken) {
            failure.set(broken);
        }
    }

    /** Only when the supervisor has returned is its worker gone. */
    private static void end(Thread supervisor) {
        supervisor.interrupt();
        try {
            supervisor.join();
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets every supervision end within one heartbeat, to be taken up by another control worker. */
    @Override
    public void handBack() {
        closing = true;
    }

    @Override
    public boolean isHolding() {
        return held.get() > 0;
    }
}

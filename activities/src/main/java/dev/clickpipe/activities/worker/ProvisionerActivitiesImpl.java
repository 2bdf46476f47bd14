package dev.clickpipe.activities.worker;

import dev.clickpipe.activities.calls.HeartbeatingCall;
import dev.clickpipe.activities.calls.ReleasesWork;
import dev.clickpipe.workflows.contract.ProvisionerActivities;
import dev.clickpipe.workflows.settings.ScalingFigures;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Holds a provisioner for as long as the workflow wants it, beating, so that a dead one is noticed and replaced. Only when
 * the provisioner has returned is its worker gone, so nobody starts another one before.
 */
final class ProvisionerActivitiesImpl implements ProvisionerActivities, ReleasesWork {
    private final Provisioner provisioner;
    private final AtomicInteger held = new AtomicInteger();
    private volatile boolean closing;

    ProvisionerActivitiesImpl(Provisioner provisioner) {
        this.provisioner = provisioner;
    }

    @Override
    public void supervise(UUID serviceId, @Nullable ScalingFigures figures) {
        held.incrementAndGet();
        try {
            HeartbeatingCall.run(null, () -> null, () -> closing, () -> {
                provisioner.supervise(serviceId, figures);
                return true;
            });
        } finally {
            held.decrementAndGet();
        }
    }

    /** Lets every supervision end within one heartbeat, to be taken up by another control worker. */
    @Override
    public void release() {
        closing = true;
    }

    @Override
    public boolean isHolding() {
        return held.get() > 0;
    }
}

package dev.clickpipe.activities.worker;

import dev.clickpipe.workflows.settings.ScalingFigures;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Somebody else runs the workers of every service, with {@code --service}: nothing to start, nothing to end, no size to give. */
final class SharedProvisioner implements Provisioner {
    @Override
    public void supervise(UUID serviceId, @Nullable ScalingFigures figures) throws InterruptedException {
        new CountDownLatch(1).await();
    }
}

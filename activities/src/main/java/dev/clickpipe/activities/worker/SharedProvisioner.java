package dev.clickpipe.activities.worker;

import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/** Somebody else runs the workers of every service, with {@code --service}: nothing to start, nothing to end. */
final class SharedProvisioner implements Provisioner {
    @Override
    public void supervise(UUID serviceId) throws InterruptedException {
        new CountDownLatch(1).await();
    }
}

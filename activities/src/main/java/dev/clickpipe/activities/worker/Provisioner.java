package dev.clickpipe.activities.worker;

import java.util.UUID;

/** How the workers of a service come to be. */
public interface Provisioner {
    /**
     * Keeps workers of the service alive until the calling thread is interrupted; then lets them end in order.
     * Returns early only when nothing is left to supervise.
     */
    void supervise(UUID serviceId) throws InterruptedException;
}

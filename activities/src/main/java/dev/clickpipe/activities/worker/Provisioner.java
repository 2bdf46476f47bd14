package dev.clickpipe.activities.worker;

import dev.clickpipe.workflows.settings.ScalingFigures;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How the workers of a service come to be. */
public interface Provisioner {
    /**
     * Keeps workers of the service alive until the calling thread is interrupted; then lets them end in order.
     * Returns early only when nothing is left to supervise.
     *
     * @param figures how large the workers are; null when nobody said
     */
    void supervise(UUID serviceId, @Nullable ScalingFigures figures) throws InterruptedException;
}

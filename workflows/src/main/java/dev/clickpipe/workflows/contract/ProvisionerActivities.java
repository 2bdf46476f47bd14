package dev.clickpipe.workflows.contract;

import dev.clickpipe.workflows.settings.ScalingFigures;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Brings up and keeps up the compute of a service. Runs on {@link TaskQueues#CONTROL}, for as long as it is needed. */
@ActivityInterface(namePrefix = "")
public interface ProvisionerActivities {
    /**
     * Keeps workers of the service alive until cancelled; a worker that ends is started again. Heartbeats, so that
     * another control worker takes over when this one dies.
     *
     * @param figures how large the workers are; null when nobody said, as in calls recorded before there were figures
     */
    @ActivityMethod(name = "SuperviseWorker")
    void supervise(UUID serviceId, @Nullable ScalingFigures figures);
}

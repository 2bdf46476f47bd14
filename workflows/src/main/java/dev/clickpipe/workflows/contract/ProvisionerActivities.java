package dev.clickpipe.workflows.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.UUID;

/** Brings up and keeps up the compute of a service. Runs on {@link TaskQueues#CONTROL}, for as long as it is needed. */
@ActivityInterface(namePrefix = "")
public interface ProvisionerActivities {
    /**
     * Keeps workers of the service alive until cancelled; a worker that ends is started again. Heartbeats, so that
     * another control worker takes over when this one dies.
     */
    @ActivityMethod(name = "SuperviseWorker")
    void supervise(UUID serviceId);
}

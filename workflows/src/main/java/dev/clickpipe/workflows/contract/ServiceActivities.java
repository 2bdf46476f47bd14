package dev.clickpipe.workflows.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.UUID;

/** Reaches a service on behalf of its pipes. Runs on {@link TaskQueues#CONTROL}. */
@ActivityInterface(namePrefix = "")
public interface ServiceActivities {
    /** Tells the service, started if need be, that the pipe uses its compute. Safe to repeat. */
    @ActivityMethod(name = "JoinService")
    void join(UUID serviceId, UUID pipeId, String pipeName);

    /** Tells the service that the pipe is gone and its name is free. Safe to repeat. */
    @ActivityMethod(name = "LeaveService")
    void leave(UUID serviceId, UUID pipeId);
}

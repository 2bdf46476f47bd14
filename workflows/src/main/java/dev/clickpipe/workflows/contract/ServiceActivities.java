package dev.clickpipe.workflows.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
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

    /**
     * Claims destination tables that the pipe is to feed besides, and looks whether another pipe of the service feeds one of
     * them, or is about to. Those are answered, the others are the pipe's until the claim ends. Safe to repeat.
     */
    @ActivityMethod(name = "ClaimTargets")
    List<TargetConflict> claim(UUID serviceId, TargetClaim claim);

    /** Ends a claim: the pipe's memo shows what it feeds, or it does not feed it. Safe to repeat. */
    @ActivityMethod(name = "EndClaim")
    void endClaim(UUID serviceId, UUID pipeId, UUID token);
}

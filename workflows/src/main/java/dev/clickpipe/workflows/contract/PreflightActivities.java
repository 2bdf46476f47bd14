package dev.clickpipe.workflows.contract;

import dev.clickpipe.workflows.settings.PipeConfiguration;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Looks before anything is made. Runs on {@link TaskQueues#CONTROL}. */
@ActivityInterface(namePrefix = "")
public interface PreflightActivities {
    /**
     * Checks source and destination for everything that the pipe will need, changes nothing, and reports all failures
     * together. An unreachable server is a finding, not an error.
     *
     * @param added whether the tables join a pipe that there is: they are loaded beside what stands at the destination
     */
    @ActivityMethod(name = "CheckSourceAndDestination")
    PreflightReport check(PipeConfiguration configuration, boolean added);
}

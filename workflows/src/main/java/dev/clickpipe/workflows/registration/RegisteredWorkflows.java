package dev.clickpipe.workflows.registration;

import dev.clickpipe.workflows.life.PipeWorkflowImpl;
import dev.clickpipe.workflows.life.PreflightWorkflowImpl;
import dev.clickpipe.workflows.service.ServiceWorkflowImpl;
import dev.clickpipe.workflows.snapshot.SnapshotWorkflowImpl;
import io.temporal.worker.Worker;

/** All workflow classes, for every worker of {@code TaskQueues.CONTROL} and for tests. */
public final class RegisteredWorkflows {
    private RegisteredWorkflows() {}

    /** The classes, for hosts that register by themselves. */
    public static Class<?>[] classes() {
        return new Class<?>[]{PipeWorkflowImpl.class, PreflightWorkflowImpl.class, ServiceWorkflowImpl.class,
                SnapshotWorkflowImpl.class};
    }

    /** Registers them with a worker. */
    public static void on(Worker worker) {
        worker.registerWorkflowImplementationTypes(classes());
    }
}

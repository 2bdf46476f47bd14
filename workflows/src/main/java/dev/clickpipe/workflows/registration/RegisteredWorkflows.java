package dev.clickpipe.workflows.registration;

import dev.clickpipe.workflows.life.PipeLife;
import dev.clickpipe.workflows.life.PreflightRun;
import dev.clickpipe.workflows.service.ServiceLife;
import dev.clickpipe.workflows.snapshot.SnapshotLoad;
import io.temporal.worker.Worker;

/** All workflow classes, for every worker of {@code TaskQueues.CONTROL} and for tests. */
public final class RegisteredWorkflows {
    private RegisteredWorkflows() {}

    /** The classes, for hosts that register by themselves. */
    public static Class<?>[] classes() {
        return new Class<?>[]{PipeLife.class, PreflightRun.class, ServiceLife.class, SnapshotLoad.class};
    }

    /** Registers them with a worker. */
    public static void on(Worker worker) {
        worker.registerWorkflowImplementationTypes(classes());
    }
}

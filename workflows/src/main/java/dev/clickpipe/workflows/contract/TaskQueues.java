package dev.clickpipe.workflows.contract;

import java.util.UUID;

/** Names of the task queues; people see them in the Web UI and scale workers by them. */
public final class TaskQueues {
    /** Workflows, pre-flight checks and the supervision of workers: any control worker. */
    public static final String CONTROL = "clickpipe-control";

    private TaskQueues() {}

    /** Set-up and loads of one service's pipes. */
    public static String snapshot(UUID serviceId) {
        return "clickpipe-" + serviceId + "-snapshot";
    }

    /** Leases of one service's streams: each holds a slot for as long as it streams. */
    public static String stream(UUID serviceId) {
        return "clickpipe-" + serviceId + "-stream";
    }
}

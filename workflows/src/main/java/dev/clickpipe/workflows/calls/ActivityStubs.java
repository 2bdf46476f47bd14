package dev.clickpipe.workflows.calls;

import dev.clickpipe.workflows.contract.PreflightActivities;
import dev.clickpipe.workflows.contract.ProvisionerActivities;
import dev.clickpipe.workflows.contract.ReadinessActivities;
import dev.clickpipe.workflows.contract.ReloadActivities;
import dev.clickpipe.workflows.contract.RetentionActivities;
import dev.clickpipe.workflows.contract.ServiceActivities;
import dev.clickpipe.workflows.contract.SetupActivities;
import dev.clickpipe.workflows.contract.SnapshotActivities;
import dev.clickpipe.workflows.contract.StreamActivities;
import dev.clickpipe.workflows.contract.TaskQueues;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.UUID;

/** One method per kind of activity: its task queue, its limits, each with its reason. */
public final class ActivityStubs {
    /** Attempts heartbeat every two seconds at least; two missed in a row mean that the worker is dead, not slow. */
    public static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(5);
    /**
     * Longest time between attempts. The attempt counter never resets on progress, so a growing interval would in the
     * end make every restart of a worker cost that much.
     */
    public static final Duration RETRY_INTERVAL = Duration.ofSeconds(2);
    /**
     * Stands for no limit, which the SDK does not allow: a transaction may be longer than a lease, a supervisor works for
     * as long as its service has pipes. The heartbeat tells a dead attempt.
     */
    public static final Duration NO_LIMIT = Duration.ofDays(3650);
    /** A worker process starts within seconds; minutes leave room for a machine that is being provisioned. */
    public static final Duration COMPUTE_LIMIT = Duration.ofMinutes(10);
    /** Calls of Temporal itself, answered in milliseconds. */
    private static final Duration SHORT_LIMIT = Duration.ofSeconds(10);
    /** Several connection attempts in a row, each with a timeout of some seconds. */
    private static final Duration CHECKS_LIMIT = Duration.ofMinutes(1);
    /** 500 tables at a few statements each, on a busy destination. */
    private static final Duration SETUP_LIMIT = Duration.ofMinutes(10);
    /** A plan reads the edges of key ranges; on a cold index of a large table that is disk seeks. */
    private static final Duration PLAN_LIMIT = Duration.ofMinutes(10);

    private ActivityStubs() {}

    /** Looks at source and destination. */
    public static PreflightActivities checks() {
        return Workflow.newActivityStub(PreflightActivities.class, ActivityOptions.newBuilder()
                .setTaskQueue(TaskQueues.CONTROL).setStartToCloseTimeout(CHECKS_LIMIT).setRetryOptions(endless())
                .setSummary("Check source and destination").build());
    }

    /** Looks after a position. Tried once: the next look is another try, and nobody waits for this one. */
    public static RetentionActivities retention() {
        return Workflow.newActivityStub(RetentionActivities.class, ActivityOptions.newBuilder()
                .setTaskQueue(TaskQueues.CONTROL).setStartToCloseTimeout(CHECKS_LIMIT)
                .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
                .setSummary("Check whether the source keeps the pipe's position").build());
    }

    /** Joins and leaves a service. */
    public static ServiceActivities service(String summary) {
        return Workflow.newActivityStub(ServiceActivities.class,
                ActivityOptions.newBuilder().setTaskQueue(TaskQueues.CONTROL).setStartToCloseTimeout(SHORT_LIMIT)
                        .setRetryOptions(endless()).setSummary(summary).build());
    }

    /** Claims destination tables; looks at every pipe of the service. */
    public static ServiceActivities claims(String summary) {
        return Workflow.newActivityStub(ServiceActivities.class,
                ActivityOptions.newBuilder().setTaskQueue(TaskQueues.CONTROL).setStartToCloseTimeout(CHECKS_LIMIT)
                        .setRetryOptions(endless()).setSummary(summary).build());
    }

    /** Comes back when a worker polls the task queue. */
    public static ReadinessActivities readiness(String taskQueue, String summary) {
        return Workflow.newActivityStub(ReadinessActivities.class,
                ActivityOptions.newBuilder().setTaskQueue(taskQueue).setScheduleToStartTimeout(COMPUTE_LIMIT)
                        .setStartToCloseTimeout(SHORT_LIMIT).setRetryOptions(endless()).setSummary(summary).build());
    }

    /** Makes tables and takes the start position; a cancelled one is waited for, because it makes tables. */
    public static SetupActivities setup(UUID serviceId, String summary) {
        return Workflow.newActivityStub(SetupActivities.class, preparing(serviceId, summary));
    }

    /** Prepares a load of tables beside those that people read. */
    public static ReloadActivities reload(UUID serviceId, String summary) {
        return Workflow.newActivityStub(ReloadActivities.class, preparing(serviceId, summary));
    }

    private static ActivityOptions preparing(UUID serviceId, String summary) {
        return ActivityOptions.newBuilder().setTaskQueue(TaskQueues.snapshot(serviceId))
                .setStartToCloseTimeout(SETUP_LIMIT).setHeartbeatTimeout(HEARTBEAT_TIMEOUT)
                .setRetryOptions(endless())
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED).setSummary(summary).build();
    }

    /** Puts loaded tables in place, however long carrying deleted rows over takes. */
    public static ReloadActivities swap(UUID serviceId, String summary) {
        return Workflow.newActivityStub(ReloadActivities.class,
                beating(TaskQueues.snapshot(serviceId)).setSummary(summary).build());
    }

    /** Drops tables that nobody reads; ends after a while whatever happens, so that it is never in the way of a new run. */
    public static ReloadActivities clearing(UUID serviceId, String summary) {
        return Workflow.newActivityStub(ReloadActivities.class,
                ActivityOptions.newBuilder(preparing(serviceId, summary)).setScheduleToCloseTimeout(SETUP_LIMIT)
                        .build());
    }

    /** Drops what loads that came to no end have left; ends after a while whatever happens. */
    public static SnapshotActivities clearingLoads(UUID serviceId, String summary) {
        return Workflow.newActivityStub(SnapshotActivities.class,
                ActivityOptions.newBuilder(preparing(serviceId, summary)).setScheduleToCloseTimeout(SETUP_LIMIT)
                        .build());
    }

    /** Cuts a table into partitions. */
    public static SnapshotActivities planning(UUID serviceId, String summary) {
        return Workflow.newActivityStub(SnapshotActivities.class,
                ActivityOptions.newBuilder().setTaskQueue(TaskQueues.snapshot(serviceId))
                        .setStartToCloseTimeout(PLAN_LIMIT).setHeartbeatTimeout(HEARTBEAT_TIMEOUT)
                        .setRetryOptions(endless())
                        .setCancellationType(ActivityCancellationType.TRY_CANCEL).setSummary(summary).build());
    }

    /** Loads one partition; a cancelled one is waited for, because it writes. */
    public static SnapshotActivities loading(UUID serviceId, String summary) {
        return Workflow.newActivityStub(SnapshotActivities.class,
                beating(TaskQueues.snapshot(serviceId)).setSummary(summary).build());
    }

    /** Follows the binlog; a cancelled lease is waited for, because it finishes its batch. */
    public static StreamActivities stream(UUID serviceId, String summary) {
        return Workflow.newActivityStub(StreamActivities.class,
                beating(TaskQueues.stream(serviceId)).setSummary(summary).build());
    }

    /** Hurries a lease that was cancelled; once, because it hears of that by itself soon. */
    public static StreamActivities hastening(UUID serviceId, String summary) {
        return Workflow.newActivityStub(StreamActivities.class, ActivityOptions.newBuilder()
                .setTaskQueue(TaskQueues.stream(serviceId)).setScheduleToCloseTimeout(HEARTBEAT_TIMEOUT)
                .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build()).setSummary(summary).build());
    }

    /** Keeps the service's workers alive. */
    public static ProvisionerActivities supervision(String summary) {
        return Workflow.newActivityStub(ProvisionerActivities.class,
                beating(TaskQueues.CONTROL).setSummary(summary).build());
    }

    private static ActivityOptions.Builder beating(String taskQueue) {
        return ActivityOptions.newBuilder().setTaskQueue(taskQueue).setStartToCloseTimeout(NO_LIMIT)
                .setHeartbeatTimeout(HEARTBEAT_TIMEOUT).setRetryOptions(endless())
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED);
    }

    /** Without end: what trying again cannot fix is thrown as not retryable, by {@code PipeFailures}. */
    private static RetryOptions endless() {
        return RetryOptions.newBuilder().setInitialInterval(Duration.ofMillis(500)).setBackoffCoefficient(1.5)
                .setMaximumInterval(RETRY_INTERVAL).setMaximumAttempts(0).build();
    }
}

package dev.clickpipe.workflows.service;

import dev.clickpipe.workflows.contract.TargetClaim;
import dev.clickpipe.workflows.settings.ScalingFigures;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the pipes of one ClickHouse service share. Started by the first name reserved; see docs/adr/0012. */
@WorkflowInterface
public interface ServiceWorkflow {
    /** Workflow id of a service. */
    static String workflowId(UUID serviceId) {
        return "clickpipe-service-" + serviceId;
    }

    /** Memo key of the {@link ScalingFigures} that were asked for; missing while nobody asked. */
    String SCALING_MEMO = "scaling";

    /** Lives as long as the service has pipes or compute, or figures that are kept for its pipes to come. */
    @WorkflowMethod(name = "ServiceWorkflow")
    void run(ServiceStart start);

    /**
     * Update {@code reserve}: holds a name and destination tables for a pipe, all of them or nothing; a hold whose pipe does not
     * come in time ends.
     */
    @UpdateMethod(name = "reserve", description = "Hold a pipe's name and destination tables")
    ReservationAnswer reserve(NameReservation reservation);

    /** Update {@code rename}: the pipe holds this name beside its own, if no other one holds it, until it joins by it. */
    @UpdateMethod(name = "rename", description = "Hold another name for a pipe")
    ReservationAnswer rename(PipeMembership membership);

    /** Update {@code giveUpName}: the pipe does not go by a name that it was to have. */
    @UpdateMethod(name = "giveUpName", description = "Let a name go that a pipe was to have")
    void giveUpName(PipeMembership membership);

    /**
     * Update {@code claimTargets}: holds destination tables that a pipe is to feed besides. Of those that others have claimed it
     * answers which, and holds the rest.
     */
    @UpdateMethod(name = "claimTargets", description = "Hold destination tables that a pipe is to feed besides")
    ReservationAnswer claimTargets(TargetClaim claim);

    /**
     * Update {@code release}: ends a claim, and with the last create of a pipe that was never started the hold of its name.
     *
     * @param token of the claim; null means all creates of the pipe
     */
    @UpdateMethod(name = "release", description = "End a claim of destination tables, or let a pipe's name go")
    void release(UUID pipeId, @Nullable UUID token);

    /** Update {@code scale}: the service's workers get this size, those that run by being replaced in order. */
    @UpdateMethod(name = "scale", description = "Size of the service's workers")
    ScalingFigures scale(ScalingFigures figures);

    /** Refuses figures that no worker can have. */
    @UpdateValidatorMethod(updateName = "scale")
    void checkScale(ScalingFigures figures);

    /** Signal {@code started}: the pipe's workflow was started, and frees its name at its end. */
    @SignalMethod(name = "started", description = "A pipe's workflow was started")
    void started(UUID pipeId);

    /** Signal {@code join}: the pipe lives, goes by this name and uses the service's compute. */
    @SignalMethod(name = "join", description = "A pipe uses the service's compute")
    void join(PipeMembership membership);

    /** Signal {@code leave}: the pipe is gone. */
    @SignalMethod(name = "leave", description = "A pipe is gone")
    void leave(UUID pipeId);

    /** Query {@code describe}. */
    @QueryMethod(name = "describe", description = "Pipes and compute of the service")
    ServicePipes describe();
}

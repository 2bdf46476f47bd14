package dev.clickpipe.workflows.service;

import dev.clickpipe.workflows.calls.Timers;
import dev.clickpipe.workflows.contract.TargetClaim;
import dev.clickpipe.workflows.settings.ScalingFigures;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The workflow of a service: names, and the supervision of its compute. */
public final class ServiceWorkflowImpl implements ServiceWorkflow {
    /**
     * The server takes 2,000 updates of one run; every create is one. Well below it a new run goes on, although that
     * interrupts the supervision and so restarts the service's workers.
     */
    static final int MOST_UPDATES = 1_500;
    /** The server ends a run at 51,200 events. */
    private static final long MOST_EVENTS = 20_000;
    /** The server ends a run at 50 MB, and claims of many tables are long. */
    private static final long MOST_BYTES = 10_000_000;

    /** A request that starts the workflow, or meets it at its end, is delivered before it closes. */
    static final Duration LINGER = Duration.ofSeconds(10);

    private final UUID serviceId;
    private final ReservedNames names;
    private final TargetClaims claims;
    private final Reservations reservations;
    private final Supervision supervision;
    private @Nullable ScalingFigures figures;
    private @Nullable Instant closeAt;
    private boolean changed;
    private int updates;

    /** Updates that start the workflow are delivered before {@link #run}. */
    @WorkflowInit
    public ServiceWorkflowImpl(ServiceStart start) {
        serviceId = start.serviceId();
        names = new ReservedNames(start.holdings());
        claims = new TargetClaims(start.claims());
        reservations = new Reservations(names, claims);
        supervision = new Supervision(serviceId);
        figures = start.figures();
    }

    @Override
    public void run(ServiceStart start) {
        boolean watchesBytes = Workflow.getVersion("a long history of few events is handed over",
                Workflow.DEFAULT_VERSION, 1) != Workflow.DEFAULT_VERSION;
        publish();
        while (true) {
            changed = false;
            claims.expire(now());
            if (names.letGo(now())) {
                publish();
            }
            boolean full = updates >= MOST_UPDATES || Workflow.getInfo().getHistoryLength() >= MOST_EVENTS
                    || (watchesBytes && Workflow.getInfo().getHistorySize() >= MOST_BYTES);
            if (full) {
                supervision.handOver(now());
            } else {
                supervision.adjust(names.anyJoined(), figures, now());
            }
            Workflow.setCurrentDetails(ServiceDetails.markdown(names, claims, supervision, figures));
            linger();
            if (supervision.idle() && Workflow.isEveryHandlerFinished()) {
                if (closeAt != null && !now().isBefore(closeAt)) {
                    return;
                }
                continueAsNew(full || (Workflow.getInfo().isContinueAsNewSuggested() && !names.anyJoined()));
            }
            await();
        }
    }

    private void continueAsNew(boolean due) {
        if (due) {
            Workflow.continueAsNew(new ServiceStart(serviceId, names.holdings(), figures, claims.pending()));
        }
    }

    private void linger() {
        if (!names.empty() || !claims.empty() || !supervision.idle() || figures != null) {
            closeAt = null;
        } else if (closeAt == null) {
            closeAt = now().plus(LINGER);
        }
    }

    private void await() {
        Optional<Instant> next = Stream
                .of(names.nextDeadline(), claims.nextDeadline(), supervision.nextDeadline(),
                        Optional.ofNullable(closeAt))
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
        if (next.isEmpty()) {
            Workflow.await(this::awake);
        } else {
            Duration wait = Duration.between(now(), next.get());
            Timers.await("Wait for pipes to come or go", wait.isPositive() ? wait : Duration.ofMillis(1), this::awake);
        }
    }

    private boolean awake() {
        return changed || supervision.ended();
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }

    @Override
    public ReservationAnswer reserve(NameReservation reservation) {
        updates++;
        names.letGo(now());
        ReservationAnswer answer = reservations.reserve(reservation, now());
        publish();
        return answer;
    }

    @Override
    public ReservationAnswer claimTargets(TargetClaim claim) {
        updates++;
        changed = true;
        return reservations.claimAdded(claim, now());
    }

    @Override
    public ReservationAnswer rename(PipeMembership renamed) {
        updates++;
        names.letGo(now());
        ReservationAnswer answer = names.rename(renamed);
        publish();
        return answer;
    }

    @Override
    public void giveUpName(PipeMembership membership) {
        updates++;
        names.giveUp(membership);
        publish();
    }

    @Override
    public void release(UUID pipeId, @Nullable UUID token) {
        updates++;
        reservations.release(pipeId, token);
        publish();
    }

    @Override
    public ScalingFigures scale(ScalingFigures asked) {
        updates++;
        figures = asked;
        publish();
        return asked;
    }

    @Override
    public void checkScale(ScalingFigures asked) {
        if (!asked.offered()) {
            throw new IllegalArgumentException("replicaCpuMillicores " + asked.replicaCpuMillicores()
                    + ", replicaMemoryGb " + asked.replicaMemoryGb()
                    + ": no worker can be had by these figures; give 1 to "
                    + ScalingFigures.MOST_CORES + " cores, " + ScalingFigures.MILLICORES_PER_CORE + " and "
                    + ScalingFigures.GB_PER_CORE + " for each");
        }
    }

    @Override
    public void started(UUID pipeId) {
        names.started(pipeId);
        claims.endCreates(pipeId);
        changed = true;
    }

    @Override
    public void join(PipeMembership membership) {
        names.join(membership);
        claims.endCreates(membership.pipeId());
        publish();
    }

    @Override
    public void leave(UUID pipeId) {
        names.leave(pipeId);
        claims.leave(pipeId);
        publish();
    }

    @Override
    public ServicePipes describe() {
        return names.pipes();
    }

    private void publish() {
        changed = true;
        ServicePipes pipes = names.pipes();
        Workflow.upsertMemo(figures == null
                ? Map.of(ServicePipes.MEMO, pipes)
                : Map.of(ServicePipes.MEMO, pipes, SCALING_MEMO, figures));
    }
}

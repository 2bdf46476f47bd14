package dev.clickpipe.workflows.service;

import dev.clickpipe.workflows.calls.ActivityStubs;
import dev.clickpipe.workflows.calls.Call;
import dev.clickpipe.workflows.settings.ScalingFigures;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps one supervising activity running while pipes have joined, and for a while after the last one left. */
final class Supervision {
    /** A pipe that is deleted and created again finds its workers still there. */
    static final Duration GRACE = Duration.ofSeconds(60);
    /** A supervisor that cannot work is not started in a circle. */
    static final Duration RESTART_WAIT = Duration.ofSeconds(10);

    private final UUID serviceId;
    private @Nullable Call<Boolean> call;
    private @Nullable Instant letGoAt;
    private @Nullable Instant restartAt;
    private @Nullable ScalingFigures running;
    private boolean stopping;

    Supervision(UUID serviceId) {
        this.serviceId = serviceId;
    }

    /**
     * Starts or ends the activity, as is due. Other figures end the activity, which lets its workers release what they hold; the
     * next one begins with the new figures when it has ended.
     */
    void adjust(boolean wanted, @Nullable ScalingFigures figures, Instant now) {
        settle(now);
        if (wanted) {
            letGoAt = null;
            if (!Objects.equals(figures, running)) {
                stop();
            }
            startWhenDue(figures, now);
        } else if (call == null) {
            letGoAt = null;
            restartAt = null;
        } else if (letGoAt == null) {
            letGoAt = now.plus(GRACE);
        } else if (!now.isBefore(letGoAt)) {
            stop();
        }
    }

    /** Ends the activity, for another run to begin it; it is over when {@link #idle}. */
    void handOver(Instant now) {
        settle(now);
        stop();
    }

    private void settle(Instant now) {
        if (!ended()) {
            return;
        }
        if (call != null && !stopping) {
            Workflow.getLogger(Supervision.class).warn("The supervision of service {} ended with {}", serviceId,
                    call.result());
            restartAt = now.plus(RESTART_WAIT);
        }
        call = null;
        stopping = false;
    }

    private void startWhenDue(@Nullable ScalingFigures figures, Instant now) {
        if (call == null && (restartAt == null || !now.isBefore(restartAt))) {
            restartAt = null;
            running = figures;
            call = Call.start(() -> ActivityStubs
                    .supervision("Keep the workers of service " + serviceId + " alive").supervise(serviceId, figures));
        }
    }

    private void stop() {
        if (call != null && !stopping) {
            stopping = true;
            call.cancel();
        }
    }

    /** Whether the activity ended and {@link #adjust} has not seen it yet. */
    boolean ended() {
        return call != null && call.finished();
    }

    boolean idle() {
        return call == null;
    }

    /** When something is due without anybody asking. */
    Optional<Instant> nextDeadline() {
        if (stopping) {
            return Optional.empty();
        }
        return Optional.ofNullable(letGoAt == null ? restartAt : letGoAt);
    }
}

package dev.clickpipe.activities.stream;

import dev.clickpipe.workflows.contract.LeaseEnding;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Beats for a lease: tells Temporal how far it is, hears that it is cancelled, and ends it when the source has gone silent.
 * From a timer, because the lease itself may wait long for a large insert.
 */
final class LeaseHeart implements AutoCloseable {
    /** Below the throttle of the SDK, so that every beat it lets through is fresh. */
    private static final Duration INTERVAL = Duration.ofMillis(400);
    /** The source sends a heartbeat every second while it has nothing else. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final ActivityExecutionContext context;
    private final BatchExchange exchange;
    private final LeaseProgress progress;
    private final ScheduledFuture<?> timer;

    LeaseHeart(ScheduledExecutorService timers, ActivityExecutionContext context, BatchExchange exchange,
            LeaseProgress progress) {
        this.context = context;
        this.exchange = exchange;
        this.progress = progress;
        timer = timers.scheduleWithFixedDelay(this::beat, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void beat() {
        if (exchange.silenceNanos() > SILENCE.toNanos()) {
            exchange.end(new LeaseEnding.Failed(new PipeError(ErrorKind.SOURCE_UNREACHABLE,
                    "The source has sent nothing for " + SILENCE.toSeconds() + " s, not even a heartbeat",
                    "Nothing to do: a new connection is made. If it stays so, check the network between worker and source",
                    null)));
        }
        progress.oldestWaiting(exchange.oldestWaitingCommitMicros());
        try {
            context.heartbeat(progress.snapshot());
        } catch (ActivityCompletionException cancelled) {
            // Cancelled by the workflow, or this attempt is no longer the lease: either way it writes nothing new.
            exchange.end(new LeaseEnding.Cancelled());
        }
    }

    @Override
    public void close() {
        timer.cancel(false);
    }
}

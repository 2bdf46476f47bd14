package dev.clickpipe.api.pipes;

import dev.clickpipe.api.answers.RefusedException;
import dev.clickpipe.api.temporal.PipeUpdates;
import dev.clickpipe.api.temporal.StoredPipe;
import dev.clickpipe.api.temporal.StoredPipes;
import dev.clickpipe.api.wire.StateCommand;
import dev.clickpipe.workflows.pipe.PipeState;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Starts, stops, resyncs and deletes pipes. */
@Singleton
final class PipeCommands {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PATIENCE_WITH_CLOSING = Duration.ofSeconds(10);

    private final StoredPipes pipes;
    private final PipeUpdates updates;

    PipeCommands(StoredPipes pipes, PipeUpdates updates) {
        this.pipes = pipes;
        this.updates = updates;
    }

    StoredPipe carryOut(UUID serviceId, UUID pipeId, StateCommand command) {
        StoredPipe pipe = find(serviceId, pipeId);
        return switch (command) {
            case START -> start(pipe);
            case STOP -> stop(pipe);
            case RESYNC -> ask(pipe, new PipeUpdates.Request.Resync(List.of()));
        };
    }

    /** The pipe itself knows best what it refuses, such as a start when it is running already. */
    private StoredPipe start(StoredPipe pipe) {
        return ask(pipe, new PipeUpdates.Request.Resume());
    }

    private StoredPipe stop(StoredPipe pipe) {
        return pipe.status().state() == PipeState.PAUSED ? pipe : ask(pipe, new PipeUpdates.Request.Pause());
    }

    /** The pipe as it is when that is done, or as far as it came in time. */
    StoredPipe ask(StoredPipe pipe, PipeUpdates.Request request) {
        UUID pipeId = pipe.configuration().pipeId();
        UUID serviceId = pipe.configuration().serviceId();
        return switch (updates.ask(pipeId, request, PATIENCE)) {
            case PipeUpdates.Outcome.Done(var status) -> pipe.with(status);
            case PipeUpdates.Outcome.OnItsWay() -> find(serviceId, pipeId);
            case PipeUpdates.Outcome.Gone() -> throw notFound(pipeId);
            case PipeUpdates.Outcome.Refused(String reason) -> refused(find(serviceId, pipeId), request, reason);
        };
    }

    /** What was asked for may have come true meanwhile: two stops at once are both answered with Paused. */
    private static StoredPipe refused(StoredPipe pipe, PipeUpdates.Request request, String reason) {
        PipeState state = pipe.status().state();
        if (request instanceof PipeUpdates.Request.Pause && (state == PipeState.PAUSED || state == PipeState.PAUSING)) {
            return pipe;
        }
        throw RefusedException.badRequest(reason);
    }

    void delete(UUID serviceId, UUID pipeId) {
        find(serviceId, pipeId);
        PipeUpdates.Outcome outcome;
        try {
            outcome = updates.ask(pipeId, new PipeUpdates.Request.Delete(), PATIENCE);
        } catch (RefusedException noWorker) {
            updates.leave(pipeId, new PipeUpdates.Request.Delete());
            throw RefusedException.unavailable(noWorker.getMessage()
                    + ". The ClickPipe is deleted as soon as a worker runs");
        }
        if (outcome instanceof PipeUpdates.Outcome.Refused(String reason)
                && pipes.find(serviceId, pipeId).isPresent()) {
            throw RefusedException.badRequest(reason);
        }
        if (outcome instanceof PipeUpdates.Outcome.OnItsWay || !updates.closed(pipeId, PATIENCE_WITH_CLOSING)) {
            throw RefusedException.unavailable("the ClickPipe is being deleted and has not ended yet; ask again");
        }
    }

    StoredPipe find(UUID serviceId, UUID pipeId) {
        return pipes.find(serviceId, pipeId).orElseThrow(() -> notFound(pipeId));
    }

    static RefusedException notFound(Object pipeId) {
        return RefusedException.notFound("there is no ClickPipe " + pipeId + " in this service; GET …/clickpipes lists"
                + " those there are");
    }
}

package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.calls.Call;
import dev.clickpipe.workflows.calls.CallResult;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.memory.FailurePolicy;
import dev.clickpipe.workflows.memory.ReplicationLane;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.memory.RunningWork;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import java.util.Optional;
import java.util.function.Function;

/** A short activity as a step of a phase: it can be repeated, so only its answer counts. */
final class ActivityStep<T> implements RunningWork {
    private final Call<T> call;

    private ActivityStep(Call<T> call) {
        this.call = call;
    }

    /**
     * Calls, waits, and goes on with the answer; or ends the phase by an error, or by what a person asked for.
     *
     * @param lane whose step it is
     */
    static <T> PipeEvent then(LivePipe pipe, ReplicationLane lane, Functions.Func<T> activity,
            Function<T, PipeEvent> next) {
        ActivityStep<T> work = new ActivityStep<>(Call.start(activity));
        lane.rememberWork(work);
        Optional<PipeEvent> event = StreamRunner.beside(pipe, work);
        return event.isPresent() ? event.get() : answered(pipe, lane, work.call, next);
    }

    /** The same for a step that must not be left half done: only a delete interrupts it. */
    static <T> PipeEvent toItsEnd(LivePipe pipe, ReplicationLane lane, Functions.Func<T> activity,
            Function<T, PipeEvent> next) {
        ActivityStep<T> work = new ActivityStep<>(Call.start(activity));
        lane.rememberWork(work);
        Workflow.await(() -> work.finished() || pipe.requests().deleteWanted());
        return work.finished() ? answered(pipe, lane, work.call, next) : PipeEvent.DELETE;
    }

    private static <T> PipeEvent answered(LivePipe pipe, ReplicationLane lane, Call<T> call,
            Function<T, PipeEvent> next) {
        lane.rememberWork(null);
        return switch (call.result()) {
            case CallResult.Returned<T>(T value) -> next.apply(value);
            case CallResult.Failed<T>(PipeError error) ->
                FailurePolicy.of(pipe, lane, error).orElseGet(() -> pipe.fail(error));
            case CallResult.Unanswered<T> silent -> pipe.fail(new PipeError(ErrorKind.COMPUTE_NOT_READY,
                    "The work was taken, and no worker ever answered.",
                    "Look into the logs of the service's workers, then resync the pipe.", null));
        };
    }

    @Override
    public boolean finished() {
        return call.finished();
    }

    @Override
    public void cancel() {
        call.cancel();
    }

    @Override
    public End settle() {
        call.result();
        return new End.Well();
    }
}

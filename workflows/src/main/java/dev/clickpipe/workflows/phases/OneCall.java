package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.calls.Call;
import dev.clickpipe.workflows.calls.CallResult;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.memory.Breaking;
import dev.clickpipe.workflows.memory.Lane;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.memory.Work;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import java.util.Optional;
import java.util.function.Function;

/** A short activity as a step of a phase: it can be repeated, so only its answer counts. */
final class OneCall<T> implements Work {
    private final Call<T> call;

    private OneCall(Call<T> call) {
        this.call = call;
    }

    /**
     * Calls, waits, and goes on with the answer; or ends the phase by an error, or by what a person asked for.
     *
     * @param lane whose step it is
     */
    static <T> PipeEvent then(LivePipe pipe, Lane lane, Functions.Func<T> activity, Function<T, PipeEvent> next) {
        OneCall<T> work = new OneCall<>(Call.start(activity));
        lane.rememberWork(work);
        Optional<PipeEvent> event = Following.beside(pipe, work);
        return event.isPresent() ? event.get() : answered(pipe, lane, work.call, next);
    }

    /** The same for a step that must not be left half done: only a delete interrupts it. */
    static <T> PipeEvent toItsEnd(LivePipe pipe, Lane lane, Functions.Func<T> activity, Function<T, PipeEvent> next) {
        OneCall<T> work = new OneCall<>(Call.start(activity));
        lane.rememberWork(work);
        Workflow.await(() -> work.finished() || pipe.requests().deleteWanted());
        return work.finished() ? answered(pipe, lane, work.call, next) : PipeEvent.DELETE;
    }

    private static <T> PipeEvent answered(LivePipe pipe, Lane lane, Call<T> call, Function<T, PipeEvent> next) {
        lane.rememberWork(null);
        return switch (call.result()) {
            case CallResult.Returned<T>(T value) -> next.apply(value);
            case CallResult.Failed<T>(PipeError error) ->
                Breaking.of(pipe, lane, error).orElseGet(() -> pipe.fail(error));
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

package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.calls.Call;
import dev.clickpipe.workflows.calls.CallResult;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.memory.Work;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import java.util.function.Function;

/** A short activity as a step of a phase: only a delete interrupts it, and only its answer counts. */
final class OneCall<T> implements Work {
    private final Call<T> call;

    private OneCall(Call<T> call) {
        this.call = call;
    }

    /** Calls, waits, and goes on with the answer; or ends the phase by an error or a delete. */
    static <T> PipeEvent then(LivePipe pipe, Functions.Func<T> activity, Function<T, PipeEvent> next) {
        Call<T> call = Call.start(activity);
        pipe.rememberWork(new OneCall<>(call));
        Workflow.await(() -> call.finished() || pipe.requests().deleteWanted());
        if (!call.finished()) {
            return PipeEvent.DELETE;
        }
        pipe.rememberWork(null);
        return switch (call.result()) {
            case CallResult.Returned<T>(T value) -> next.apply(value);
            case CallResult.Failed<T>(PipeError error) -> pipe.fail(error);
            case CallResult.Unanswered<T> silent -> pipe.fail(new PipeError(ErrorKind.COMPUTE_NOT_READY,
                    "The work was taken, and no worker ever answered.",
                    "Look into the logs of the service's workers, then delete the pipe and create it again.", null));
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

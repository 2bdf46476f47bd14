package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.calls.ActivityStubs;
import dev.clickpipe.workflows.calls.Call;
import dev.clickpipe.workflows.calls.CallResult;
import dev.clickpipe.workflows.contract.SwapRequest;
import dev.clickpipe.workflows.contract.SwapResult;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.memory.TableResync;
import dev.clickpipe.workflows.memory.RunningWork;

/** The last step of a reload: its tables take their places, and are the pipe's own from then on. */
final class ShadowTableExchange implements RunningWork {
    private final LivePipe pipe;
    private final Call<SwapResult> call;

    private ShadowTableExchange(LivePipe pipe, Call<SwapResult> call) {
        this.pipe = pipe;
        this.call = call;
    }

    static ShadowTableExchange start(LivePipe pipe, TableResync reload) {
        SwapRequest request = request(pipe, reload);
        return new ShadowTableExchange(pipe, Call.start(() -> ActivityStubs
                .swap(pipe.serviceId(), "Exchange the shadow tables of " + reload.sentence()).exchange(request)));
    }

    static SwapRequest request(LivePipe pipe, TableResync reload) {
        return new SwapRequest(reload.configurationOf(pipe.configuration()), pipe.main().tables(),
                reload.lane().tables(), reload.lane().loadVersion());
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
        return switch (call.result()) {
            case CallResult.Returned<SwapResult>(SwapResult result) -> {
                if (result.trouble() != null) {
                    yield new End.Trouble(result.trouble());
                }
                pipe.joined(result.tables(), result.replaced(), result.kept());
                yield new End.Well();
            }
            case CallResult.Failed<SwapResult>(PipeError error) -> new End.Broken(error);
            case CallResult.Unanswered<SwapResult>(boolean begun) -> new End.Silent(begun);
        };
    }
}

package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.calls.ActivityStubs;
import dev.clickpipe.workflows.calls.Call;
import dev.clickpipe.workflows.calls.CallResult;
import dev.clickpipe.workflows.contract.LeaseEnding;
import dev.clickpipe.workflows.contract.LeaseResult;
import dev.clickpipe.workflows.contract.StreamLease;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.memory.Work;
import java.time.Duration;

/** One lease of the stream. */
final class Lease implements Work {
    /** Six events of the history each: a day of ten-minute leases costs 864. */
    static final Duration MAXIMUM_AGE = Duration.ofMinutes(10);

    private final LivePipe pipe;
    private final Call<LeaseResult> call;

    private Lease(LivePipe pipe, Call<LeaseResult> call) {
        this.pipe = pipe;
        this.call = call;
    }

    static Lease start(LivePipe pipe) {
        StreamLease lease = new StreamLease(pipe.configuration(), pipe.position(), pipe.tables(), MAXIMUM_AGE);
        return new Lease(pipe, Call.start(() -> ActivityStubs
                .stream(pipe.serviceId(), "Follow the binlog of " + pipe.configuration().source().host())
                .stream(lease)));
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
            case CallResult.Returned<LeaseResult>(LeaseResult result) -> {
                pipe.rememberProgress(result.progress(), result.passedLoads());
                yield end(result.ending());
            }
            case CallResult.Failed<LeaseResult>(PipeError error) -> end(new LeaseEnding.Failed(error));
            case CallResult.Unanswered<LeaseResult>(boolean begun) -> new End.Silent(begun);
        };
    }

    private static End end(LeaseEnding ending) {
        return switch (ending) {
            case LeaseEnding.Aged aged -> new End.Well();
            case LeaseEnding.HandedBack handedBack -> new End.Well();
            case LeaseEnding.Cancelled cancelled -> new End.Well();
            case LeaseEnding.SchemaBarrier barrier -> new End.Broken(schemaChanged(barrier));
            case LeaseEnding.Failed(PipeError error) -> error.kind().action() == ErrorKind.Action.RETRY
                    ? new End.Trouble(error)
                    : new End.Broken(error);
        };
    }

    private static PipeError schemaChanged(LeaseEnding.SchemaBarrier barrier) {
        String statement = barrier.statement() == null ? "" : " The statement: " + barrier.statement();
        return new PipeError(ErrorKind.SCHEMA_CHANGED,
                "The definition of " + barrier.table().quoted() + " changed: " + barrier.difference() + "." + statement,
                "Everything before the change has arrived. Delete the pipe, drop its destination tables, create it again.",
                barrier.table());
    }
}

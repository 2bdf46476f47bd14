package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.calls.ActivityStubs;
import dev.clickpipe.workflows.calls.Call;
import dev.clickpipe.workflows.calls.CallResult;
import dev.clickpipe.workflows.contract.LeaseEnding;
import dev.clickpipe.workflows.contract.LeaseResult;
import dev.clickpipe.workflows.contract.StreamLease;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.memory.ReplicationLane;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.memory.TableResync;
import dev.clickpipe.workflows.memory.RunningWork;
import dev.clickpipe.workflows.position.Coordinates;
import java.time.Duration;
import java.util.List;

/** One lease of the stream. */
final class StreamLeaseStep implements RunningWork {
    /** Six events of the history each: a day of ten-minute leases costs 864. */
    static final Duration MAXIMUM_AGE = Duration.ofMinutes(10);

    private final LivePipe pipe;
    private final ReplicationLane lane;
    private final Call<LeaseResult> call;
    private boolean arrived;

    private StreamLeaseStep(LivePipe pipe, ReplicationLane lane, Call<LeaseResult> call) {
        this.pipe = pipe;
        this.lane = lane;
        this.call = call;
    }

    /** Follows the pipe's own tables. */
    static StreamLeaseStep start(LivePipe pipe) {
        ReplicationLane lane = pipe.main();
        StreamLease lease = new StreamLease(pipe.configuration(), lane.position(), lane.tables(), MAXIMUM_AGE, null);
        return new StreamLeaseStep(pipe, lane, Call.start(() -> ActivityStubs
                .stream(pipe.serviceId(), "Follow the binlog of " + pipe.configuration().source().host())
                .stream(lease)));
    }

    /** Follows the tables of a reload, until they are as far as a position. */
    static StreamLeaseStep start(LivePipe pipe, TableResync reload, Coordinates until) {
        ReplicationLane lane = reload.lane();
        StreamLease lease = new StreamLease(reload.loadingConfigurationOf(pipe.configuration()), lane.position(),
                lane.tables(), MAXIMUM_AGE, until);
        return new StreamLeaseStep(pipe, lane, Call.start(() -> ActivityStubs
                .stream(pipe.serviceId(), "Bring " + reload.sentence() + " to where the others are").catchUp(lease)));
    }

    /** Whether it ended where it was to end. */
    boolean arrived() {
        return arrived;
    }

    @Override
    public boolean finished() {
        return call.finished();
    }

    /** A lease with nothing to report heartbeats seldom, and a heartbeat is how it hears of this: it is told to make one. */
    @Override
    public void cancel() {
        call.cancel();
        if (pipe.versions().hastens()) {
            // Nobody waits for it: a call that finds no lease, or no worker, means nothing.
            Call.start(() -> ActivityStubs.hastening(pipe.serviceId(), "Tell the lease that it is cancelled")
                    .heartbeatNow(pipe.configuration().pipeId())).forget();
        }
    }

    @Override
    public End settle() {
        return switch (call.result()) {
            case CallResult.Returned<LeaseResult>(LeaseResult result) -> {
                pipe.rememberProgress(lane, result.progress(), result.passedLoads());
                arrived = result.ending() instanceof LeaseEnding.Arrived;
                yield end(result.ending());
            }
            case CallResult.Failed<LeaseResult>(PipeError error) -> end(new LeaseEnding.Failed(error));
            case CallResult.Unanswered<LeaseResult>(boolean begun) -> new End.Silent(begun);
        };
    }

    private static End end(LeaseEnding ending) {
        return switch (ending) {
            case LeaseEnding.Aged aged -> new End.Well();
            case LeaseEnding.Arrived _ -> new End.Well();
            case LeaseEnding.HandedBack released -> new End.Well();
            case LeaseEnding.Cancelled cancelled -> new End.Well();
            case LeaseEnding.SchemaBarrier barrier -> new End.Broken(barrier.error());
            case LeaseEnding.TablesFailed(List<PipeError> errors) -> new End.Broken(errors);
            case LeaseEnding.Failed(PipeError error) -> error.kind().action() == ErrorKind.Action.RETRY
                    ? new End.Trouble(error)
                    : new End.Broken(error);
        };
    }
}

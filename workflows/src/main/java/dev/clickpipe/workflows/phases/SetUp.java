package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.calls.ActivityStubs;
import dev.clickpipe.workflows.contract.SetupResult;
import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.settings.ReplicationMode;

/** Setup: destination tables, then the start position; it is taken before any row is read, so that no change is missed. */
final class SetUp implements Phase {
    @Override
    public PipeEvent run(LivePipe pipe) {
        return OneCall.then(pipe, () -> ActivityStubs
                .setup(pipe.serviceId(), "Fetch the definitions and create the destination tables")
                .setUp(pipe.configuration()), result -> position(pipe, result));
    }

    private static PipeEvent position(LivePipe pipe, SetupResult result) {
        if (pipe.configuration().replication().mode() == ReplicationMode.SNAPSHOT) {
            pipe.rememberSetup(result.tables(), null);
            return PipeEvent.TABLES_READY;
        }
        return OneCall.then(pipe,
                () -> ActivityStubs.setup(pipe.serviceId(), "Read the position that the stream will start from")
                        .readStartPosition(pipe.configuration(), result.epoch()),
                position -> {
                    pipe.rememberSetup(result.tables(), position);
                    return pipe.configuration().replication().mode() == ReplicationMode.CDC_ONLY
                            ? PipeEvent.STREAM_READY
                            : PipeEvent.TABLES_READY;
                });
    }
}

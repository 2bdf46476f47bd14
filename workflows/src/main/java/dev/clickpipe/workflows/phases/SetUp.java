package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.calls.ActivityStubs;
import dev.clickpipe.workflows.contract.SetupResult;
import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.memory.Reload;
import dev.clickpipe.workflows.settings.ReplicationMode;

/** Setup: destination tables, then the start position; it is taken before any row is read, so that no change is missed. */
final class SetUp implements Phase {
    @Override
    public PipeEvent run(LivePipe pipe) {
        Reload reload = pipe.reload();
        return reload == null ? first(pipe) : new SetUpReload(pipe, reload).run();
    }

    private static PipeEvent first(LivePipe pipe) {
        return OneCall.then(pipe, pipe.main(), () -> ActivityStubs
                .setup(pipe.serviceId(), "Fetch the definitions and create the destination tables")
                .setUp(pipe.configuration()), result -> position(pipe, result));
    }

    private static PipeEvent position(LivePipe pipe, SetupResult result) {
        if (pipe.configuration().replication().mode() == ReplicationMode.SNAPSHOT) {
            pipe.main().rememberSetup(result.tables(), null, pipe.loadVersion(null));
            return PipeEvent.TABLES_READY;
        }
        int epoch = pipe.nextEpoch(result.epoch());
        return OneCall.then(pipe, pipe.main(),
                () -> ActivityStubs.setup(pipe.serviceId(), "Read the position that the stream will start from")
                        .readStartPosition(pipe.configuration(), epoch),
                position -> {
                    pipe.main().rememberSetup(result.tables(), position, pipe.loadVersion(position));
                    if (pipe.configuration().replication().mode() == ReplicationMode.CDC) {
                        return PipeEvent.TABLES_READY;
                    }
                    pipe.main().beginAt(position);
                    return PipeEvent.STREAM_READY;
                });
    }
}

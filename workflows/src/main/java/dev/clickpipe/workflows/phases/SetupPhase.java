package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.contract.SetupResult;
import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.memory.TableResync;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.settings.ReplicationMode;
import org.jspecify.annotations.Nullable;

/** Setup: the start position and destination tables, before any row is read, so that no change is missed. */
final class SetupPhase implements Phase {
    @Override
    public PipeEvent run(LivePipe pipe) {
        TableResync reload = pipe.reload();
        return reload == null
                ? new LaneSetup(pipe, pipe.main(), pipe.configuration(),
                        "Fetch the definitions and create the destination tables")
                        .then((made, start) -> ready(pipe, made, start))
                : new ResyncSetup(pipe, reload).run();
    }

    private static PipeEvent ready(LivePipe pipe, SetupResult made, @Nullable Position start) {
        pipe.main().rememberSetup(made.tables(), start, pipe.loadVersion(start));
        if (pipe.configuration().replication().mode() == ReplicationMode.CDC_ONLY) {
            pipe.main().beginAt(start);
            return PipeEvent.STREAM_READY;
        }
        return PipeEvent.TABLES_READY;
    }
}

package dev.clickpipe.workflows.phases;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.clickpipe.workflows.calls.ActivityStubs;
import dev.clickpipe.workflows.contract.SetupResult;
import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.memory.Lane;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.memory.Reload;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.TableMapping;

/**
 * Setup of tables that are loaded beside the others: where to, the tables, and the position that their stream starts from.
 * That is the one of the pipe's own stream, so that rows get the same versions in both; SELECT must show everything before
 * it, or what was committed there shortly before would be in neither the load nor the stream.
 */
final class SetUpReload {
    private final LivePipe pipe;
    private final Reload reload;
    private final Lane lane;

    SetUpReload(LivePipe pipe, Reload reload) {
        this.pipe = pipe;
        this.reload = reload;
        lane = reload.lane();
    }

    PipeEvent run() {
        if (lane.tables().isEmpty()) {
            PipeConfiguration asked = reload.configurationOf(pipe.configuration());
            return OneCall.then(pipe, lane,
                    () -> ActivityStubs.reload(pipe.serviceId(), "Choose the tables to load into").chooseTargets(asked,
                            pipe.main().tables()),
                    this::makeTables);
        }
        return PipeEvent.TABLES_READY;
    }

    private PipeEvent makeTables(List<TableMapping> targets) {
        reload.rememberTargets(targets);
        PipeConfiguration loading = reload.loadingConfigurationOf(pipe.configuration());
        return OneCall.then(pipe, lane,
                () -> ActivityStubs.setup(pipe.serviceId(), "Fetch the definitions and create the tables to load into")
                        .setUp(loading),
                made -> position(loading, made));
    }

    private PipeEvent position(PipeConfiguration loading, SetupResult made) {
        if (reload.joins()) {
            Position start = pipe.main().position();
            return OneCall.then(pipe, lane, () -> {
                ActivityStubs.reload(pipe.serviceId(), "Wait until SELECT shows all that has arrived").awaitVisible(
                        loading,
                        start);
                return true;
            }, visible -> ready(made, start));
        }
        if (loading.replication().mode() == ReplicationMode.SNAPSHOT) {
            return ready(made, null);
        }
        int epoch = pipe.nextEpoch(made.epoch());
        return OneCall.then(pipe, lane,
                () -> ActivityStubs.setup(pipe.serviceId(), "Read the position that the stream will start from")
                        .readStartPosition(loading, epoch),
                start -> ready(made, start));
    }

    private PipeEvent ready(SetupResult made, @Nullable Position start) {
        lane.rememberSetup(made.tables(), start, pipe.loadVersion(start));
        return PipeEvent.TABLES_READY;
    }
}

package dev.clickpipe.workflows.phases;

import java.util.Optional;

import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.memory.FailurePolicy;
import dev.clickpipe.workflows.memory.CompletionState;
import dev.clickpipe.workflows.memory.ReplicationLane;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.memory.TableResync;
import dev.clickpipe.workflows.memory.RunningWork;
import dev.clickpipe.workflows.settings.ReplicationMode;

/** Snapshot: the rows that are there already; goes on from the partitions that earlier attempts finished. */
final class SnapshotPhase implements Phase {
    @Override
    public PipeEvent run(LivePipe pipe) {
        TableResync reload = pipe.reload();
        ReplicationLane lane = reload == null ? pipe.main() : reload.lane();
        while (!lane.loaded()) {
            ChildSnapshot snapshot = reload == null ? ChildSnapshot.start(pipe) : ChildSnapshot.start(pipe, reload);
            lane.rememberWork(snapshot);
            Optional<PipeEvent> event = StreamRunner.beside(pipe, snapshot);
            if (event.isPresent()) {
                return event.get();
            }
            lane.rememberWork(null);
            if (snapshot.settle() instanceof RunningWork.End.Broken broken) {
                Optional<PipeEvent> end = FailurePolicy.of(pipe, lane, broken.errors());
                if (end.isPresent()) {
                    return end.get();
                }
            }
        }
        if (reload != null) {
            return reload.placing() ? PipeEvent.LOADED_BESIDE : new CatchUp(pipe, reload).untilClose();
        }
        return pipe.configuration().replication().mode() == ReplicationMode.SNAPSHOT
                ? CompletionState.of(pipe, PipeEvent.LOADED_ALL)
                : PipeEvent.LOADED;
    }
}

package dev.clickpipe.workflows.phases;

import java.util.Optional;

import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.memory.Breaking;
import dev.clickpipe.workflows.memory.Completion;
import dev.clickpipe.workflows.memory.Lane;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.memory.Reload;
import dev.clickpipe.workflows.memory.Work;
import dev.clickpipe.workflows.settings.ReplicationMode;

/** Snapshot: the rows that are there already; goes on from the partitions that earlier attempts finished. */
final class TakeSnapshot implements Phase {
    @Override
    public PipeEvent run(LivePipe pipe) {
        Reload reload = pipe.reload();
        Lane lane = reload == null ? pipe.main() : reload.lane();
        while (!lane.loaded()) {
            ChildSnapshot snapshot = reload == null ? ChildSnapshot.start(pipe) : ChildSnapshot.start(pipe, reload);
            lane.rememberWork(snapshot);
            Optional<PipeEvent> event = Following.beside(pipe, snapshot);
            if (event.isPresent()) {
                return event.get();
            }
            lane.rememberWork(null);
            if (snapshot.settle() instanceof Work.End.Broken broken) {
                Optional<PipeEvent> end = Breaking.of(pipe, lane, broken.errors());
                if (end.isPresent()) {
                    return end.get();
                }
            }
        }
        if (reload != null) {
            return reload.placing() ? PipeEvent.LOADED_BESIDE : new CatchUp(pipe, reload).untilClose();
        }
        return pipe.configuration().replication().mode() == ReplicationMode.SNAPSHOT
                ? Completion.of(pipe, PipeEvent.LOADED_ALL)
                : PipeEvent.LOADED;
    }
}

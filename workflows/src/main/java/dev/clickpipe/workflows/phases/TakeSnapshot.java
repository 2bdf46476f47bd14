package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.memory.Work;
import dev.clickpipe.workflows.settings.ReplicationMode;
import io.temporal.workflow.Workflow;

/** Snapshot: the rows that are there already; goes on from the partitions that earlier attempts finished. */
final class TakeSnapshot implements Phase {
    @Override
    public PipeEvent run(LivePipe pipe) {
        while (!pipe.loaded()) {
            ChildSnapshot snapshot = ChildSnapshot.start(pipe);
            pipe.rememberWork(snapshot);
            Workflow.await(() -> snapshot.finished() || pipe.requests().stopWanted());
            if (!snapshot.finished()) {
                return pipe.requests().interruption();
            }
            pipe.rememberWork(null);
            if (snapshot.settle() instanceof Work.End.Broken broken) {
                return pipe.fail(broken.error());
            }
        }
        return pipe.configuration().replication().mode() == ReplicationMode.SNAPSHOT
                ? PipeEvent.LOADED_ALL
                : PipeEvent.LOADED;
    }
}

package dev.clickpipe.api.temporal;

import dev.clickpipe.workflows.contract.LoadedPartition;
import dev.clickpipe.workflows.contract.StreamProgress;
import dev.clickpipe.workflows.pipe.PipeDescription;
import dev.clickpipe.workflows.snapshot.SnapshotProgress;
import java.util.List;
import java.util.Optional;

/**
 * How far a pipe is, as its workflows and the heartbeats of its activities tell it.
 *
 * @param description empty when no worker answered in time
 * @param snapshot finished partitions; empty while no snapshot runs
 * @param loading partitions on their way
 * @param stream the running lease; empty while none has told anything
 */
public record LiveProgress(StoredPipe pipe, Optional<PipeDescription> description, Optional<SnapshotProgress> snapshot,
        List<LoadedPartition> loading, Optional<StreamProgress> stream) {
    public LiveProgress {
        loading = List.copyOf(loading);
    }
}

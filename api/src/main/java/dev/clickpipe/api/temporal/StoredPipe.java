package dev.clickpipe.api.temporal;

import dev.clickpipe.workflows.pipe.PipeStatus;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import java.util.List;

/**
 * A living pipe as its workflow's memo tells it, without a worker.
 *
 * @param configuration its password is withheld
 * @param pendingActivities what runs for it now, with heartbeats
 */
public record StoredPipe(PipeConfiguration configuration, PipeStatus status,
        List<PendingActivityInfo> pendingActivities) {
    public StoredPipe {
        pendingActivities = List.copyOf(pendingActivities);
    }

    /** The same pipe with a newer status. */
    public StoredPipe with(PipeStatus newer) {
        return new StoredPipe(configuration, newer, pendingActivities);
    }
}

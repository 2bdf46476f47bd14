package dev.clickpipe.activities.worker;

import dev.clickpipe.workflows.settings.ScalingFigures;
import org.jspecify.annotations.Nullable;

/**
 * How much a service's worker does at once. Figures never give less than {@link #USUAL}: a pipe that finds no slot waits.
 *
 * @param streams leases; a lease holds its slot for as long as it streams, so pipes of one worker
 * @param loads of the snapshot's queue; each load holds two blocks of rows in memory
 */
record WorkerSlots(int streams, int loads) {
    /** What a worker has whose service has no figures. */
    static final WorkerSlots USUAL = new WorkerSlots(500, 8);

    /** As many for each core as the smallest worker has for its one. */
    static WorkerSlots of(@Nullable ScalingFigures figures) {
        return figures == null
                ? USUAL
                : new WorkerSlots(USUAL.streams * figures.cores(), USUAL.loads * figures.cores());
    }
}

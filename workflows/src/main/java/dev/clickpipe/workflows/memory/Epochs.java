package dev.clickpipe.workflows.memory;

import dev.clickpipe.workflows.position.Position;
import org.jspecify.annotations.Nullable;

/**
 * Epochs of the streams that a pipe began. None is used twice, whatever became of the first: a worker that was given up may still
 * write with it.
 */
final class Epochs {
    private int highest;

    Epochs(int highest) {
        this.highest = highest;
    }

    /**
     * One that was never used.
     *
     * @param lowest one above the highest of the destination tables
     * @param current where the pipe's stream stands; null before it began
     */
    int next(int lowest, @Nullable Position current) {
        int above = Math.max(highest, current == null ? 0 : current.epoch()) + 1;
        highest = Math.max(lowest, above);
        return highest;
    }

    int highest() {
        return highest;
    }
}

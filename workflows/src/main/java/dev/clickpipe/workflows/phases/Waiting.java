package dev.clickpipe.workflows.phases;

import java.time.Duration;

import dev.clickpipe.workflows.calls.Timers;
import dev.clickpipe.workflows.memory.Work;

/** A stream that waits before it tries again. */
final class Waiting implements Work {
    private final Timers.Running timer;

    private Waiting(Timers.Running timer) {
        this.timer = timer;
    }

    static Waiting start(String summary, Duration limit) {
        return new Waiting(Timers.start(summary, limit));
    }

    @Override
    public boolean finished() {
        return timer.elapsed();
    }

    /** Leaves no timer behind, so that it has ended at once. */
    @Override
    public void cancel() {
        timer.cancel();
    }

    @Override
    public End settle() {
        return new End.Well();
    }
}

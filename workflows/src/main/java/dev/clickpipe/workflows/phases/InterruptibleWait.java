package dev.clickpipe.workflows.phases;

import java.time.Duration;

import dev.clickpipe.workflows.calls.Timers;
import dev.clickpipe.workflows.memory.RunningWork;

/** A stream that waits before it tries again. */
final class InterruptibleWait implements RunningWork {
    private final Timers.Running timer;

    private InterruptibleWait(Timers.Running timer) {
        this.timer = timer;
    }

    static InterruptibleWait start(String summary, Duration limit) {
        return new InterruptibleWait(Timers.start(summary, limit));
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

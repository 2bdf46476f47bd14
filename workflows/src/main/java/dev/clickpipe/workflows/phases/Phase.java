package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.memory.LivePipe;

/** What a pipe does in one state. */
@FunctionalInterface
public interface Phase {
    /** Runs until something ends it; the state machine says which phase follows. */
    PipeEvent run(LivePipe pipe);
}

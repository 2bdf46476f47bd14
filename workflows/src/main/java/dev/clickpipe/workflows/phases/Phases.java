package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.pipe.PipeState;

/** The phase of each state. */
public final class Phases {
    private Phases() {}

    /**
     * The phase of a state.
     *
     * @param boundary what to do between two steps of a phase without end, while nothing runs
     */
    public static Phase of(PipeState state, Runnable boundary) {
        return switch (state) {
            case PROVISIONING -> new Provision();
            case SETUP -> new SetUp();
            case SNAPSHOT -> new TakeSnapshot();
            case RUNNING, DEGRADED -> new Run(boundary);
            case RESYNC -> new Swap(boundary);
            case PAUSING -> new Pause();
            case MODIFYING -> new Modify();
            case PAUSED -> new Rest(boundary);
            case COMPLETED, FAILED -> new AwaitRequest(boundary);
            case STOPPING -> new Delete();
            case STOPPED ->
                throw new IllegalStateException("A pipe has no phase for " + state);
        };
    }
}

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
            case PROVISIONING -> new ProvisioningPhase();
            case SETUP -> new SetupPhase();
            case SNAPSHOT -> new SnapshotPhase();
            case RUNNING, DEGRADED -> new RunningPhase(boundary);
            case RESYNC -> new ResyncPhase(boundary);
            case PAUSING -> new PausingPhase();
            case MODIFYING -> new ModifyingPhase();
            case PAUSED -> new PausedPhase(boundary);
            case COMPLETED, FAILED -> new EndedPhase(boundary);
            case STOPPING -> new StoppingPhase();
            case STOPPED ->
                throw new IllegalStateException("A pipe has no phase for " + state);
        };
    }
}

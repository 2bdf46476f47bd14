package dev.clickpipe.workflows.pipe;

/** The states of a pipe, spelled as the wire contract spells them. */
public enum PipeState {
    /** Checks run, and compute of the service comes up. */
    PROVISIONING("Provisioning"),
    /** Destination tables are made and the start position is taken. */
    SETUP("Setup"),
    /** Rows that are there already are loaded. */
    SNAPSHOT("Snapshot"),
    /** Changes are followed. */
    RUNNING("Running"),
    /** What runs is being stopped for a pause. */
    PAUSING("Pausing"),
    /** Nothing is pulled, nothing is written. */
    PAUSED("Paused"),
    /** Tables are being removed. */
    MODIFYING("Modifying"),
    /** Reloaded tables are being swapped in. */
    RESYNC("Resync"),
    /** A snapshot-only pipe that has nothing left to do. */
    COMPLETED("Completed"),
    /** An error stopped it; it waits for a person. */
    FAILED("Failed"),
    /** Runs, but a table of it does not. */
    DEGRADED("Degraded"),
    /** Being deleted: what runs is stopped and the service left. */
    STOPPING("Stopping"),
    /** Deleted; its workflow is closed. */
    STOPPED("Stopped");

    private final String wireName;

    PipeState(String wireName) {
        this.wireName = wireName;
    }

    /** The name in answers, search attributes and sentences. */
    public String wireName() {
        return wireName;
    }

    /** Whether the pipe is gone for everybody who asks for it. */
    public boolean deleted() {
        return this == STOPPING || this == STOPPED;
    }
}

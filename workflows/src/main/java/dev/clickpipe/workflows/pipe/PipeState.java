package dev.clickpipe.workflows.pipe;

/** The states of a pipe, spelled as the wire contract spells them. */
public enum PipeState {
    PROVISIONING("Provisioning"), SETUP("Setup"), SNAPSHOT("Snapshot"), RUNNING("Running"), PAUSING("Pausing"), PAUSED(
            "Paused"),
    MODIFYING("Modifying"), RESYNC(
            "Resync"),
    COMPLETED("Completed"), FAILED("Failed"), DEGRADED("Degraded");

    private final String wireName;

    PipeState(String wireName) {
        this.wireName = wireName;
    }

    /** The name in answers, search attributes and sentences. */
    public String wireName() {
        return wireName;
    }
}

package dev.clickpipe.deploy.pipe;

import java.util.Arrays;

/** The states that the wire contract knows, in its own spelling. */
public enum PipeState {
    UNKNOWN("Unknown"), PROVISIONING("Provisioning"), RUNNING("Running"), DEGRADED("Degraded"), STOPPING("Stopping"),
    STOPPED("Stopped"), FAILED("Failed"), COMPLETED("Completed"), INTERNAL_ERROR("InternalError"), SETUP("Setup"),
    SNAPSHOT("Snapshot"), PAUSED("Paused"), PAUSING("Pausing"), MODIFYING("Modifying"), RESYNC("Resync");

    private final String text;

    PipeState(String text) {
        this.text = text;
    }

    static PipeState of(String text) {
        return Arrays.stream(values()).filter(state -> state.text.equals(text)).findFirst().orElse(UNKNOWN);
    }

    /** Whether nothing more happens by itself, and not as it should. */
    public boolean isFailure() {
        return this == FAILED || this == INTERNAL_ERROR || this == DEGRADED;
    }

    @Override
    public String toString() {
        return text;
    }
}

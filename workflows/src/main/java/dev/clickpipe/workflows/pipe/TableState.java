package dev.clickpipe.workflows.pipe;

/** What a pipe does with one of its tables. */
public enum TableState {
    /** It is to be loaded, and has not begun. */
    WAITING("Waiting"),
    /** Its rows are being loaded for the first time. */
    LOADING("Loading"),
    /** Its rows are being loaded again, beside the table that people read. */
    RELOADING("Reloading"),
    /** Its rows are loaded. */
    LOADED("Loaded"),
    /** Its changes are followed. */
    FOLLOWED("Followed"),
    /** An error keeps it from being followed. */
    FAILED("Failed");

    private final String wireName;

    TableState(String wireName) {
        this.wireName = wireName;
    }

    /** The name in answers and sentences. */
    public String wireName() {
        return wireName;
    }
}

package dev.clickpipe.workflows.machine;

/** What ends a phase. */
public enum PipeEvent {
    /** Checks passed and workers of the service answered. */
    COMPUTE_READY("compute is ready"),
    /** Destination tables stand, the start position is known, rows are to be loaded. */
    TABLES_READY("tables are ready to load"),
    /** Destination tables stand and there is nothing to load. */
    STREAM_READY("tables are ready, nothing to load"),
    /** The snapshot is complete and changes follow. */
    LOADED("snapshot is complete"),
    /** The snapshot is complete and was all that was asked for. */
    LOADED_ALL("snapshot is complete, nothing follows"),
    /** A person asked for a pause. */
    PAUSE("pause asked for"),
    /** Nothing of the pipe writes any more. */
    STILL("nothing runs any more"),
    /** Tables are to be loaded beside the others; of a failed pipe, all of them. */
    RELOAD("tables are to be loaded into shadow tables"),
    /** They are loaded and as far as the others, or nearly. */
    LOADED_BESIDE("loaded tables have caught up"),
    /** They stand where they belong. */
    SWAPPED("loaded tables are swapped in"),
    /** They could not be loaded; the others never stopped. */
    GIVEN_UP("tables could not be loaded, the others continue"),
    /** The same in a pipe that follows nothing. */
    LEFT_COMPLETED("tables could not be loaded, the others are complete"),
    /** An error keeps a table from being loaded or followed; the others are. */
    TABLE_FAILED("an error keeps a table from being loaded or followed"),
    /** A change is made; checks and compute come first. */
    RESUME_PROVISIONING("resumed before compute was ready"),
    /** A person asked to go on; the tables are not set up yet. */
    RESUME_SETUP("resumed before set-up"),
    /** A person asked to go on, or a change is made; rows are left to load. */
    RESUME_SNAPSHOT("resumed with rows left to load"),
    /** A person asked to go on, or a change is made; changes of the source are to be followed. */
    RESUME_STREAM("resumed to follow changes"),
    /** A person asked for other settings, or for fewer, more or reloaded tables. */
    CHANGE("change asked for"),
    /** An error that trying again does not fix. */
    ERROR("error that needs a person"),
    /** A person asked for the pipe's end. */
    DELETE("delete asked for"),
    /** The service is left, the pipe is over. */
    ENDED("service left");

    private final String sentence;

    PipeEvent(String sentence) {
        this.sentence = sentence;
    }

    /** For the diagram and the journal. */
    public String sentence() {
        return sentence;
    }
}

package dev.clickpipe.workflows.settings;

/** What becomes of a value that its destination type cannot hold. */
public enum OutOfRange {
    /** The nearest value that it can hold is written, and the loss is counted and shown. */
    NEAREST,
    /** The table fails at that value. */
    FAIL
}

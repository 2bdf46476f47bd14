package dev.clickpipe.workflows.settings;

/** What a pipe does with its tables; the names stand in the wire contract. */
public enum ReplicationMode {
    /** Snapshot first, then every change. */
    CDC,
    /** Snapshot, then Completed. */
    SNAPSHOT,
    /** No snapshot: changes from now on. */
    CDC_ONLY
}

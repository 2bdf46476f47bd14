package dev.clickpipe.workflows.settings;

/** Engine of a destination table. */
public enum TableEngine {
    /** Keyed: one row per sorting key under FINAL. */
    REPLACING_MERGE_TREE,
    /** Appended: every change is kept. */
    MERGE_TREE,
    /** Nothing is kept; for materialized views behind it. */
    NULL
}

package dev.clickpipe.activities.types;

/** Rewrites a value that a codec wrote at its natural type as one of a type that a person chose. Immutable. */
public interface Conversion {
    /** What the value becomes. */
    DestinationType type();

    /**
     * Rewrites the value that stands from {@code start} to the end of the buffer. Of one that the type cannot hold it writes
     * the nearest that it can, and notes the loss.
     */
    void convert(RowBuffer out, int start);
}

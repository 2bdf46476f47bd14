package dev.clickpipe.activities.calls;

/** Long activities that let go, soon, of what they hold, so that another worker goes on without waiting for a timeout. */
public interface ReleasesWork {
    /** Asks all of them; does not wait. */
    void release();

    /** Whether one of them has not returned yet. */
    boolean isHolding();
}

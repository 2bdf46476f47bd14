package dev.clickpipe.activities.calls;

/** Long activities that release what they hold soon, so that another worker continues without waiting for a timeout. */
public interface ReleasesWork {
    /** Asks all of them; does not wait. */
    void release();

    /** Whether one of them has not returned yet. */
    boolean isHolding();
}

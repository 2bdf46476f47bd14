package dev.clickpipe.activities.worker;

/** Long activities that let go, soon, of what they hold, so that another worker goes on without waiting for a timeout. */
@FunctionalInterface
interface HandsBack {
    /** Asks all of them; does not wait. */
    void handBack();
}

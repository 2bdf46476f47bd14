package dev.clickpipe.deploy.parts.process;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for servers that somebody else runs. */
public final class Waiting {
    private static final long POLL_MILLISECONDS = 100;

    private Waiting() {}

    /**
     * Returns when the check passes.
     *
     * @param failure
     *            message of the error when the limit passes first
     */
    public static void until(Readiness readiness, Duration limit, String failure) {
        long end = System.nanoTime() + limit.toNanos();
        while (!readiness.isReady()) {
            if (System.nanoTime() > end) {
                throw new PartException(failure);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new PartException("Interrupted: " + failure, e);
            }
        }
    }
}

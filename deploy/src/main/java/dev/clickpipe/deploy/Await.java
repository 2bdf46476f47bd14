package dev.clickpipe.deploy;

import java.io.IOException;
import java.time.Duration;

/** Waits for something that is looked at again and again. */
public final class Await {
    /** A pause, a resume, a delete: the pipe finishes its batch and no more. */
    public static final Duration CHANGE_LIMIT = Duration.ofSeconds(60);

    private static final long POLL_MILLISECONDS = 100;

    private Await() {}

    /** Something to look at. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws IOException, InterruptedException, CommandFailure;
    }

    /**
     * Looks until the condition holds, ten times a second.
     *
     * @param what the condition in words, for the failure
     */
    public static void until(String what, Duration limit, Condition condition)
            throws IOException, InterruptedException, CommandFailure {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new CommandFailure(ExitCode.OUT_OF_TIME, "After " + limit.toSeconds()
                        + " s it is still not so that " + what);
            }
            Thread.sleep(POLL_MILLISECONDS);
        }
    }
}

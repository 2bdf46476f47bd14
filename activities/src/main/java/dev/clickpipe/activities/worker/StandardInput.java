package dev.clickpipe.activities.worker;

import java.io.IOException;
import java.io.InputStream;

/** Standard input as a sign of life of the process that started this one. */
final class StandardInput {
    /** An orderly end takes seconds; a process that cannot end by itself must not outlive the one that started it. */
    private static final long LONGEST_END_MILLISECONDS = 60_000;
    /** As a kill would, 128 + 9. */
    private static final int KILLED = 137;

    private StandardInput() {}

    /** Runs {@code end} once standard input closes; the threads that wait for it do not keep the process alive. */
    static void endWith(Runnable end) {
        // Made beforehand: a process that hangs may not be able to load a class any more.
        Thread last = Thread.ofPlatform().daemon().name("last-resort").unstarted(StandardInput::haltWhenItTakesTooLong);
        Thread.ofPlatform().daemon().name("standard-input").start(() -> {
            drain(System.in);
            last.start();
            end.run();
        });
    }

    private static void haltWhenItTakesTooLong() {
        try {
            Thread.sleep(LONGEST_END_MILLISECONDS);
        } catch (InterruptedException early) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(KILLED);
    }

    private static void drain(InputStream input) {
        try {
            while (input.read() >= 0) {
                // Whatever is said there means nothing; only its end does.
            }
        } catch (IOException closed) {
            // As good as its end.
        }
    }
}

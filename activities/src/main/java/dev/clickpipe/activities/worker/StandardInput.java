package dev.clickpipe.activities.worker;

import java.io.IOException;
import java.io.InputStream;

/** Standard input as a sign of life of the process that started this one. */
final class StandardInput {
    private StandardInput() {}

    /** Runs {@code end} once standard input closes; the thread that waits for it does not keep the process alive. */
    static void endWith(Runnable end) {
        Thread.ofPlatform().daemon().name("standard-input").start(() -> {
            drain(System.in);
            end.run();
        });
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

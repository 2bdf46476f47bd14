package dev.clickpipe.deploy.service;

import dev.clickpipe.deploy.CommandFailure;
import dev.clickpipe.deploy.ExitCode;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Something done in a thread of its own while others start. */
public final class BackgroundTask implements AutoCloseable {
    private final FutureTask<@Nullable Void> task;
    private final Thread thread;

    public BackgroundTask(Callable<@Nullable Void> work) {
        this.task = new FutureTask<>(work);
        this.thread = Thread.ofPlatform().daemon().name("beside").start(task);
    }

    /** Waits until it is done. */
    void await() throws CommandFailure, InterruptedException {
        try {
            task.get();
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause();
            if (cause instanceof CommandFailure known) {
                throw known;
            }
            throw new CommandFailure(ExitCode.PART_FAILED, "The demo database could not be made: "
                    + (cause == null ? failure : cause));
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}

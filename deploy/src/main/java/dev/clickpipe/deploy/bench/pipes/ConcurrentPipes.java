package dev.clickpipe.deploy.bench.pipes;

import dev.clickpipe.deploy.CommandFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same for several pipes at a time. */
final class ConcurrentPipes {
    private ConcurrentPipes() {}

    /** What is done with each. */
    @FunctionalInterface
    interface Step<A, B> {
        B of(A one) throws IOException, InterruptedException, CommandFailure;
    }

    /** Results in the order of what they are of; the first failure ends it. */
    static <A, B> List<B> all(int atOnce, List<A> each, Step<A, B> step)
            throws IOException, InterruptedException, CommandFailure {
        ExecutorService threads = Executors.newFixedThreadPool(atOnce, Thread.ofVirtual().factory());
        try {
            List<Future<B>> futures = each.stream().map(one -> threads.submit(() -> step.of(one))).toList();
            List<B> results = new ArrayList<>();
            for (Future<B> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException failure) {
            switch (failure.getCause()) {
                case CommandFailure known -> throw known;
                case IOException known -> throw known;
                case null, default -> throw new IllegalStateException(failure);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}

package dev.clickpipe.deploy.gateway.engine;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The answer of a reading statement as a stream of bytes.
 *
 * <p>The engine writes it through {@code INTO OUTFILE} into a pipe, because the pieces that its streaming functions
 * give are each a whole document of the format (header and footer again in every piece), while a file gets what a
 * server would send: any format, totals, statistics. The pipe bounds the memory and slows the engine to the client.
 */
public final class ResultStream implements AutoCloseable {
    private final EngineConnection connection;
    private final Engine engine;
    private final InputStream output;
    private final CompletableFuture<Summary> outcome;
    private final CountDownLatch ends;

    private ResultStream(EngineConnection connection, Engine engine, InputStream output,
            CompletableFuture<Summary> outcome) {
        this.connection = connection;
        this.engine = engine;
        this.output = output;
        this.outcome = outcome;
        this.ends = new CountDownLatch(1);
        CompletableFuture<Summary> unused = outcome.whenComplete((summary, failure) -> ends.countDown());
    }

    /**
     * Begins a statement.
     *
     * @param statement gives the text to run for the path that its output must go to
     * @param executor platform threads; one is taken until the statement ends
     */
    public static ResultStream start(Engine engine, EngineConnection connection, Function<String, byte[]> statement,
            String format, Map<String, String> parameters, Executor executor) throws IOException {
        int[] ends = pipe(connection.library());
        InputStream output;
        try {
            output = new FileInputStream("/dev/fd/" + ends[0]);
        } catch (IOException failure) {
            closeDescriptor(connection.library(), ends[1]);
            throw failure;
        } finally {
            closeDescriptor(connection.library(), ends[0]);
        }
        var outcome = new CompletableFuture<Summary>();
        executor.execute(() -> {
            try (EngineResult result = connection.query(
                    statement.apply("/dev/fd/" + ends[1]), format, parameters)) {
                outcome.complete(result.summary());
            } catch (EngineException | RuntimeException | Error failure) {
                outcome.completeExceptionally(failure);
            } finally {
                // The reader sees the end of the stream only now, so that it finds the outcome ready.
                closeDescriptor(connection.library(), ends[1]);
            }
        });
        return new ResultStream(connection, engine, output, outcome);
    }

    /** The bytes; their end says that the statement ended, {@link #finish()} says how. */
    public InputStream bytes() {
        return output;
    }

    /** Waits for the statement's end. */
    public Summary finish() throws EngineException {
        try {
            return outcome.join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof EngineException exception) {
                throw exception;
            }
            throw failure;
        }
    }

    /** Stops a statement that still runs; from any thread, more than once without harm. */
    public void cancel() {
        // Once more and again: a statement that is only just beginning is in no list yet.
        try {
            boolean ended = outcome.isDone();
            while (!ended) {
                engine.kill(connection);
                ended = ends.await(50, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until the statement has ended, stopping it when its output was not read to the end. */
    @Override
    public void close() throws IOException {
        output.close();
        cancel();
        outcome.handle((summary, failure) -> summary).join();
    }

    private static int[] pipe(EngineLibrary library) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(JAVA_INT, 2);
            if ((int) library.pipe.invokeExact(ends) != 0) {
                throw new IOException("No pipe could be made: too many open files");
            }
            return new int[]{ends.getAtIndex(JAVA_INT, 0), ends.getAtIndex(JAVA_INT, 1)};
        } catch (IOException failure) {
            throw failure;
        } catch (Throwable failure) {
            throw Native.unexpected(failure);
        }
    }

    private static void closeDescriptor(EngineLibrary library, int descriptor) {
        try {
            int unused = (int) library.closeDescriptor.invokeExact(descriptor);
        } catch (Throwable failure) {
            throw Native.unexpected(failure);
        }
    }
}

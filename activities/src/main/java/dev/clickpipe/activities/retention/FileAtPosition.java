package dev.clickpipe.activities.retention;

import dev.clickpipe.activities.binlog.BinlogConnection;
import dev.clickpipe.activities.binlog.BinlogEnding;
import dev.clickpipe.activities.binlog.BinlogHandler;
import dev.clickpipe.activities.binlog.BinlogSource;
import dev.clickpipe.activities.binlog.event.BinlogEvent;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.SourceIdentity;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The binlog file that a stream goes on in, found as the stream finds it: the server tells it before the first event. */
final class FileAtPosition implements BinlogHandler {
    private static final long LONGEST_WAIT_SECONDS = 30;

    /**
     * A file of the binlog.
     *
     * @param begunAt when the server began it, and so had written the last byte of the one before
     */
    record File(String name, Instant begunAt) {}

    private final CompletableFuture<File> found = new CompletableFuture<>();
    private String name = "";

    private FileAtPosition() {}

    /**
     * Opens the binlog there, and closes it again.
     *
     * @throws PipeException as a stream would meet it: the position is gone, the server is another one, the user is refused
     */
    static File find(BinlogSource source, SourceIdentity server, Coordinates place) throws InterruptedException {
        FileAtPosition file = new FileAtPosition();
        try (BinlogConnection _ = BinlogConnection.open(source, place, server, file)) {
            return file.found.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException slow) {
            throw new PipeException(new PipeError(ErrorKind.SOURCE_UNREACHABLE,
                    "The source does not begin to send its binlog within " + LONGEST_WAIT_SECONDS + " seconds",
                    "It is tried again; look at the source's load", null), slow);
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof PipeException known ? known : new IllegalStateException(failure);
        }
    }

    @Override
    public void handle(BinlogEvent event) {
        switch (event) {
            case BinlogEvent.FileRotated rotated -> name = rotated.file();
            case BinlogEvent.FileDescribed described -> found.complete(
                    new File(name, Instant.ofEpochSecond(described.createdAt())));
            case BinlogEvent.TransactionStart _,BinlogEvent.TransactionEnd _,BinlogEvent.TableMapped _,BinlogEvent.RowsChanged _,BinlogEvent.Statement _,BinlogEvent.NotUnderstood _,BinlogEvent.Idle _ -> {
                // Only where it stands is asked.
            }
        }
    }

    @Override
    public void ended(BinlogEnding ending) {
        switch (ending) {
            case BinlogEnding.Closed closed -> found.cancel(false);
            case BinlogEnding.Failed failed -> found.completeExceptionally(failed.cause());
        }
    }
}

package dev.clickpipe.activities.history;

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
import org.jspecify.annotations.Nullable;

/**
 * The binlog file that a stream goes on in, found as the stream finds it: the server tells it before the first event. That
 * event tells whether a transaction begins there.
 */
public final class FileAtPosition implements BinlogHandler {
    private static final long LONGEST_WAIT_SECONDS = 30;

    /**
     * A file of the binlog.
     *
     * @param begunAt when the server began it, and so had written the last byte of the one before
     */
    public record File(String name, Instant begunAt) {}

    private final CompletableFuture<File> found = new CompletableFuture<>();
    private final boolean betweenTransactions;
    private String name = "";
    private @Nullable File described;

    private FileAtPosition(boolean betweenTransactions) {
        this.betweenTransactions = betweenTransactions;
    }

    /**
     * Opens the binlog there, and closes it again.
     *
     * @throws PipeException as a stream would meet it: the position is gone, the server is another one, the user is refused
     */
    public static File find(BinlogSource source, SourceIdentity server, Coordinates place) throws InterruptedException {
        return find(source, server, place, new FileAtPosition(false));
    }

    /**
     * The same where nobody knows whether a transaction begins there.
     *
     * @throws PipeException as above; BINLOG_NOT_UNDERSTOOD when what comes first belongs to a transaction that began before
     */
    public static File findBetweenTransactions(BinlogSource source, SourceIdentity server, Coordinates place)
            throws InterruptedException {
        return find(source, server, place, new FileAtPosition(true));
    }

    private static File find(BinlogSource source, SourceIdentity server, Coordinates place, FileAtPosition file)
            throws InterruptedException {
        try (BinlogConnection _ = BinlogConnection.open(source, place, server, file)) {
            return file.found.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException slow) {
            throw new PipeException(new PipeError(ErrorKind.SOURCE_UNREACHABLE,
                    "The source does not begin to send its binlog within " + LONGEST_WAIT_SECONDS + " seconds",
                    "It is tried again; check the source's load", null), slow);
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof PipeException known ? known : new IllegalStateException(failure);
        }
    }

    @Override
    public void handle(BinlogEvent event) {
        switch (event) {
            case BinlogEvent.FileRotated rotated -> {
                if (described == null) {
                    name = rotated.file();
                } else {
                    found.complete(described);
                }
            }
            case BinlogEvent.FileDescribed file -> describe(file);
            case BinlogEvent.Idle _ -> {
                if (described != null) {
                    found.complete(described);
                }
            }
            case BinlogEvent.TransactionStart _ -> found.complete(described(event));
            case BinlogEvent.TransactionEnd _,BinlogEvent.TableMapped _,BinlogEvent.RowsChanged _ -> refuse(event);
            case BinlogEvent.RowsUnreadable _,BinlogEvent.SavepointSet _,BinlogEvent.RolledBack _ -> refuse(event);
            case BinlogEvent.XaPrepared _,BinlogEvent.XaDecided _,BinlogEvent.Withheld _ -> refuse(event);
            case BinlogEvent.Statement _,BinlogEvent.NotUnderstood _ -> refuse(event);
        }
    }

    private void refuse(BinlogEvent event) {
        found.completeExceptionally(inside(event));
    }

    private void describe(BinlogEvent.FileDescribed event) {
        if (described == null) {
            described = new File(name, Instant.ofEpochSecond(event.createdAt()));
        }
        if (!betweenTransactions) {
            found.complete(described);
        }
    }

    private File described(BinlogEvent event) {
        if (described == null) {
            throw inside(event);
        }
        return described;
    }

    private static PipeException inside(BinlogEvent event) {
        return new PipeException(new PipeError(ErrorKind.BINLOG_NOT_UNDERSTOOD,
                "the first event there is " + event.getClass().getSimpleName() + ", and no transaction begins with it",
                "Give the position where a transaction begins", null));
    }

    @Override
    public void ended(BinlogEnding ending) {
        switch (ending) {
            case BinlogEnding.Closed closed -> found.cancel(false);
            case BinlogEnding.Failed failed -> found.completeExceptionally(failed.cause());
        }
    }
}

package dev.clickpipe.activities.history;

import dev.clickpipe.activities.binlog.BinlogConnection;
import dev.clickpipe.activities.binlog.BinlogEnding;
import dev.clickpipe.activities.binlog.BinlogHandler;
import dev.clickpipe.activities.binlog.BinlogOrder;
import dev.clickpipe.activities.binlog.BinlogSource;
import dev.clickpipe.activities.binlog.event.BinlogEvent;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.LastTransaction;
import dev.clickpipe.workflows.position.SourceIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Reads a range of the binlog and remembers certain transactions of it. */
final class TransactionSearch implements BinlogHandler {
    private final Set<String> wanted;
    private final Coordinates.FileOffset end;
    private final List<LastTransaction> found = new ArrayList<>();
    private final CompletableFuture<List<LastTransaction>> finished = new CompletableFuture<>();
    private @Nullable String file;
    private BinlogEvent.@Nullable TransactionStart open;
    private long rowBytes;

    private TransactionSearch(Collection<String> wanted, Coordinates.FileOffset end) {
        this.wanted = new HashSet<>(wanted);
        this.end = end;
    }

    /**
     * The transactions with these GTIDs, in the order of the binlog; reading stops when there are all, or at the end.
     *
     * @param server the one that told of both ends
     * @throws TimeoutException when reading takes longer than {@code patience}
     * @throws PipeException as a stream from there would meet it
     */
    static List<LastTransaction> find(BinlogSource source, SourceIdentity server, Coordinates from,
            Coordinates.FileOffset end, Collection<String> wanted, Duration patience)
            throws InterruptedException, TimeoutException {
        TransactionSearch search = new TransactionSearch(wanted, end);
        try (BinlogConnection _ = BinlogConnection.open(source, from, server, search)) {
            return search.finished.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof PipeException known ? known : new IllegalStateException(failure);
        }
    }

    @Override
    public void handle(BinlogEvent event) {
        if (finished.isDone()) {
            return;
        }
        switch (event) {
            case BinlogEvent.FileRotated rotated -> file = rotated.file();
            case BinlogEvent.TransactionStart start -> begin(start);
            // What counts into the ordinal of a stream.
            case BinlogEvent.RowsChanged rows -> rowBytes += rows.body().length();
            case BinlogEvent.RowsUnreadable rows -> rowBytes += rows.bytes();
            case BinlogEvent.XaDecided decision -> rowBytes += decision.bytes();
            case BinlogEvent.TransactionEnd transaction -> {
                close();
                reach(transaction.nextOffset());
            }
            case BinlogEvent.Idle idle -> reach(idle.nextOffset());
            case BinlogEvent.FileDescribed _,BinlogEvent.TableMapped _,BinlogEvent.Statement _,BinlogEvent.SavepointSet _,BinlogEvent.RolledBack _,BinlogEvent.XaPrepared _,BinlogEvent.Withheld _,BinlogEvent.NotUnderstood _ -> {
                // Nothing that a transaction is known by.
            }
        }
    }

    private void begin(BinlogEvent.TransactionStart start) {
        close();
        rowBytes = 0;
        open = start.gtid() != null && wanted.contains(start.gtid()) ? start : null;
    }

    private void close() {
        BinlogEvent.TransactionStart ended = open;
        open = null;
        if (ended != null && ended.gtid() != null && file != null) {
            wanted.remove(ended.gtid());
            found.add(new LastTransaction(ended.gtid(), ended.committedAtMicros(), rowBytes,
                    new Coordinates.FileOffset(file, ended.offset())));
        }
        if (wanted.isEmpty()) {
            finished.complete(List.copyOf(found));
        }
    }

    private void reach(long offset) {
        if (file != null && BinlogOrder.reaches(new Coordinates.FileOffset(file, offset), end)) {
            finished.complete(List.copyOf(found));
        }
    }

    @Override
    public void ended(BinlogEnding ending) {
        switch (ending) {
            case BinlogEnding.Closed closed -> finished.cancel(false);
            case BinlogEnding.Failed failed -> finished.completeExceptionally(failed.cause());
        }
    }
}

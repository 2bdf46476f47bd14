package dev.clickpipe.activities.stream;

import dev.clickpipe.activities.binlog.BinlogConnection;
import dev.clickpipe.activities.binlog.BinlogEnding;
import dev.clickpipe.activities.binlog.BinlogHandler;
import dev.clickpipe.activities.binlog.BinlogOrder;
import dev.clickpipe.activities.binlog.BinlogSource;
import dev.clickpipe.activities.binlog.event.BinlogEvent;
import dev.clickpipe.activities.binlog.xa.PreparedTransactions;
import dev.clickpipe.activities.binlog.xa.XaId;
import dev.clickpipe.activities.binlog.xa.XaWrites;
import dev.clickpipe.activities.errors.ErrorClassifier;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.mysql.BinlogFile;
import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.activities.mysql.SourceServer;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.SourceIdentity;
import dev.clickpipe.workflows.settings.SourceConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads the file that the lease reads, then the ones before it, the newest first, through connections of its own.
 */
final class BinlogPrepareSearch implements PrepareSearch {
    /** Some dozens of gigabytes. Who prepares a transaction that long before its commit is the exception. */
    private static final long LONGEST_MINUTES = 10;

    private final SourceConnections sources;
    private final SourceConnection source;

    BinlogPrepareSearch(SourceConnections sources, SourceConnection source) {
        this.sources = sources;
        this.source = source;
    }

    @Override
    public void add(XaId id, SourceIdentity server, Coordinates.FileOffset before, PreparedTransactions known)
            throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(LONGEST_MINUTES);
        PreparedTransactions current = read(server, before.file(), before, deadline);
        known.addAll(current);
        if (known.find(id) != null) {
            return;
        }
        for (String file : filesBefore(before.file())) {
            if (System.nanoTime() - deadline > 0) {
                return;
            }
            // Of the others found here it is not known whether the files between have decided on them.
            XaWrites found = read(server, file, before, deadline).find(id);
            if (found != null) {
                known.add(new BinlogEvent.XaPrepared(id, found));
                return;
            }
        }
    }

    private List<String> filesBefore(String file) {
        try (Connection connection = sources.openControl(source)) {
            return BinlogFile.list(connection, SourceServer.of(source.type())).stream().map(BinlogFile::name)
                    .filter(name -> BinlogOrder.sameSeries(name, file)
                            && !BinlogOrder.reaches(begin(name), begin(file)))
                    .toList().reversed();
        } catch (SQLException failure) {
            throw ErrorClassifier.classify(failure, null);
        }
    }

    private static Coordinates.FileOffset begin(String file) {
        return new Coordinates.FileOffset(file, Coordinates.FileOffset.BEGIN);
    }

    /** What one file has prepared and not decided on; nothing when it is purged meanwhile, or the time is over. */
    private PreparedTransactions read(SourceIdentity server, String file, Coordinates.FileOffset before, long deadline)
            throws InterruptedException {
        FileReading reading = new FileReading(file, before);
        BinlogSource binlog = BinlogSource.ofHelper(source, sources.password(source), server.flavour());
        try (BinlogConnection _ = BinlogConnection.open(binlog, begin(file), server, reading)) {
            return reading.prepared.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException slow) {
            return new PreparedTransactions();
        } catch (PipeException failure) {
            return orNothing(failure);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof PipeException known) {
                return orNothing(known);
            }
            throw new IllegalStateException(failure);
        }
    }

    private static PreparedTransactions orNothing(PipeException failure) {
        if (failure.error().kind() == ErrorKind.POSITION_PURGED) {
            return new PreparedTransactions();
        }
        throw failure;
    }

    /** Reads one file to its end, or up to a place in it. */
    private static final class FileReading implements BinlogHandler {
        final CompletableFuture<PreparedTransactions> prepared = new CompletableFuture<>();
        private final PreparedTransactions found = new PreparedTransactions();
        private final String file;
        private final Coordinates.FileOffset end;

        FileReading(String file, Coordinates.FileOffset end) {
            this.file = file;
            this.end = end;
        }

        @Override
        public void handle(BinlogEvent event) {
            if (prepared.isDone()) {
                return;
            }
            switch (event) {
                case BinlogEvent.XaPrepared transaction -> found.add(transaction);
                case BinlogEvent.XaDecided decision -> found.remove(decision);
                case BinlogEvent.FileRotated rotated -> endIf(!rotated.file().equals(file));
                case BinlogEvent.TransactionStart start -> endIf(isAtEnd(start.nextOffset()));
                case BinlogEvent.Idle idle -> endIf(isAtEnd(idle.nextOffset()));
                case BinlogEvent.TableMapped _,BinlogEvent.RowsChanged _,BinlogEvent.RowsUnreadable _ -> {
                    // Of transactions that are committed with their rows.
                }
                case BinlogEvent.Statement _,BinlogEvent.SavepointSet _,BinlogEvent.RolledBack _ -> {
                    // The same.
                }
                case BinlogEvent.TransactionEnd _,BinlogEvent.FileDescribed _,BinlogEvent.Withheld _,BinlogEvent.NotUnderstood _ -> {
                    // Says nothing of XA transactions.
                }
            }
        }

        private boolean isAtEnd(long offset) {
            return BinlogOrder.reaches(new Coordinates.FileOffset(file, offset), end);
        }

        private void endIf(boolean ended) {
            if (ended) {
                prepared.complete(found);
            }
        }

        @Override
        public void ended(BinlogEnding ending) {
            switch (ending) {
                case BinlogEnding.Closed closed -> prepared.cancel(false);
                case BinlogEnding.Failed failed -> prepared.completeExceptionally(failed.cause());
            }
        }
    }
}

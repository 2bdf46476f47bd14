package dev.clickpipe.activities.snapshot;

import dev.clickpipe.activities.binlog.BinlogConnection;
import dev.clickpipe.activities.binlog.BinlogEnding;
import dev.clickpipe.activities.binlog.BinlogHandler;
import dev.clickpipe.activities.binlog.BinlogOrder;
import dev.clickpipe.activities.binlog.BinlogSource;
import dev.clickpipe.activities.binlog.ddl.DdlStatement;
import dev.clickpipe.activities.binlog.ddl.NameCase;
import dev.clickpipe.activities.binlog.event.BinlogEvent;
import dev.clickpipe.activities.binlog.xa.PreparedTransactions;
import dev.clickpipe.activities.binlog.xa.XaWrites;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.mysql.SnapshotPoint;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.SourceIdentity;
import dev.clickpipe.workflows.settings.TableName;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A stretch of the binlog, read to see whether anything in it touched one table. */
final class UnchangedRangeScan implements BinlogHandler {
    private static final long LONGEST_READ_SECONDS = 60;

    private final TableName table;
    private final Coordinates.FileOffset end;
    private final CompletableFuture<Boolean> quiet = new CompletableFuture<>();
    private final PreparedTransactions prepared = new PreparedTransactions();
    private String file = "";

    private UnchangedRangeScan(TableName table, Coordinates.FileOffset end) {
        this.table = table;
        this.end = end;
    }

    /** Whether nothing between the two ends of a snapshot's point touched the table; false when it takes too long to say. */
    static boolean isQuiet(BinlogSource source, SourceIdentity server, SnapshotPoint.Between point, TableName table)
            throws InterruptedException {
        UnchangedRangeScan stretch = new UnchangedRangeScan(table, point.end());
        try (BinlogConnection _ = BinlogConnection.open(source, point.seen(), server, stretch)) {
            return stretch.quiet.get(LONGEST_READ_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException slow) {
            return false;
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof PipeException known ? known : new IllegalStateException(failure);
        }
    }

    @Override
    public void handle(BinlogEvent event) {
        switch (event) {
            case BinlogEvent.TableMapped mapped -> touchedIf(
                    table.equals(new TableName(mapped.schema(), mapped.table())));
            case BinlogEvent.Statement statement -> touchedIf(
                    DdlStatement.read(statement).mayChange(table,
                            NameCase.INSENSITIVE));
            case BinlogEvent.XaPrepared transaction -> prepared.add(transaction);
            case BinlogEvent.XaDecided decision -> decide(decision);
            case BinlogEvent.NotUnderstood unknown -> touchedIf(true);
            case BinlogEvent.FileRotated rotated -> {
                file = rotated.file();
                endedIf(isBehindEnd(rotated.position()));
            }
            case BinlogEvent.TransactionEnd transaction -> endedIf(isBehindEnd(transaction.nextOffset()));
            case BinlogEvent.Idle idle -> endedIf(isBehindEnd(idle.nextOffset()));
            case BinlogEvent.TransactionStart _,BinlogEvent.Withheld _ -> {
                // What it touches comes later.
            }
            case BinlogEvent.RowsChanged _,BinlogEvent.RowsUnreadable _ -> {
                // Its TABLE_MAP said whose they are.
            }
            case BinlogEvent.SavepointSet _,BinlogEvent.RolledBack _ -> {
                // What is rolled back counts as touched: the stream may not be able to read it.
            }
            case BinlogEvent.FileDescribed described -> {
                // Says nothing about tables.
            }
        }
    }

    /** What was prepared before may be of any table. */
    private void decide(BinlogEvent.XaDecided decision) {
        XaWrites writes = prepared.remove(decision);
        touchedIf(decision.commits() && (writes == null || writes.mayChange(table)));
    }

    private boolean isBehindEnd(long offset) {
        return !file.isEmpty() && BinlogOrder.reaches(new Coordinates.FileOffset(file, offset), end);
    }

    private void touchedIf(boolean touched) {
        if (touched) {
            quiet.complete(false);
        }
    }

    private void endedIf(boolean ended) {
        if (ended) {
            quiet.complete(true);
        }
    }

    @Override
    public void ended(BinlogEnding ending) {
        switch (ending) {
            case BinlogEnding.Closed closed -> quiet.complete(false);
            case BinlogEnding.Failed failed -> quiet.completeExceptionally(failed.cause());
        }
    }
}

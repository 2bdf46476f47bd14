package dev.clickpipe.activities.setup;

import dev.clickpipe.activities.binlog.BinlogConnection;
import dev.clickpipe.activities.binlog.BinlogEnding;
import dev.clickpipe.activities.binlog.BinlogHandler;
import dev.clickpipe.activities.binlog.BinlogOrder;
import dev.clickpipe.activities.binlog.BinlogSource;
import dev.clickpipe.activities.binlog.ddl.DdlStatement;
import dev.clickpipe.activities.binlog.ddl.NameCase;
import dev.clickpipe.activities.binlog.event.BinlogEvent;
import dev.clickpipe.activities.binlog.table.TableMap;
import dev.clickpipe.activities.binlog.xa.PreparedTransactions;
import dev.clickpipe.activities.binlog.xa.XaWrites;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.SourceIdentity;
import dev.clickpipe.workflows.settings.TableName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The stretch of the binlog in which a stream may start, read to see whether it can be followed from its beginning: what a
 * table was before its last change of definition, or rows without all columns, would end every lease.
 */
final class StartPositionScan implements BinlogHandler {
    /** A file of a gigabyte over a slow network. */
    private static final long LONGEST_READ_MINUTES = 10;

    /**
     * Where a stream can start.
     *
     * @param source the server, with the file of {@code place} and when that was begun
     * @param changedBefore followed tables with changes in the stretch that lie before {@code place}
     */
    record Start(SourceIdentity source, Coordinates.FileOffset place, Set<TableName> changedBefore) {}

    private final Map<TableName, TableDefinition> definitions;
    private final Coordinates.FileOffset end;
    private final CompletableFuture<Start> found = new CompletableFuture<>();
    private final Map<Long, TableName> mapped = new HashMap<>();
    private final Set<TableName> changed = new HashSet<>();
    private final PreparedTransactions prepared = new PreparedTransactions();
    private Start start;
    private SourceIdentity source;
    private boolean blocked;
    /** Whether the transaction has changed one of the tables so far. */
    private boolean touched;

    private StartPositionScan(SourceIdentity source, Coordinates.FileOffset from, Coordinates.FileOffset end,
            Map<TableName, TableDefinition> definitions) {
        this.source = source;
        this.definitions = definitions;
        this.end = end;
        start = new Start(source, from, Set.of());
    }

    /**
     * The first place in a stretch from which the tables can be followed by these definitions.
     *
     * @param server the one that told both ends
     */
    static Start find(BinlogSource source, SourceIdentity server, Coordinates.FileOffset from,
            Coordinates.FileOffset end, Map<TableName, TableDefinition> definitions) throws InterruptedException {
        StartPositionScan stretch = new StartPositionScan(server, from, end, definitions);
        try (BinlogConnection _ = BinlogConnection.open(source, from, server, stretch)) {
            return stretch.found.get(LONGEST_READ_MINUTES, TimeUnit.MINUTES);
        } catch (TimeoutException slow) {
            throw new PipeException(new PipeError(ErrorKind.SOURCE_UNREACHABLE,
                    "Reading the source's binlog from " + from
                            + " to " + end + " takes longer than " + LONGEST_READ_MINUTES + " minutes",
                    "It is tried again; FLUSH BINARY LOGS at the source leaves less to read", null), slow);
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof PipeException known ? known : new IllegalStateException(failure);
        }
    }

    @Override
    public void handle(BinlogEvent event) {
        if (found.isDone()) {
            return;
        }
        switch (event) {
            case BinlogEvent.FileRotated rotated -> source = source.inFile(rotated.file(), 0);
            case BinlogEvent.FileDescribed described -> describeFile(described.createdAt());
            case BinlogEvent.TableMapped map -> followTable(map);
            case BinlogEvent.RowsChanged rows -> readRows(rows);
            case BinlogEvent.Statement statement -> blocked |= mayChange(statement);
            case BinlogEvent.RowsUnreadable rows -> blocked |= mapped.containsKey(rows.tableId());
            case BinlogEvent.RolledBack _ -> blocked |= touched;
            case BinlogEvent.XaPrepared transaction -> prepared.add(transaction);
            case BinlogEvent.XaDecided decision -> decide(decision);
            case BinlogEvent.NotUnderstood unknown -> blocked = true;
            case BinlogEvent.TransactionEnd transaction -> reach(transaction.nextOffset());
            case BinlogEvent.Idle idle -> reach(idle.nextOffset());
            case BinlogEvent.TransactionStart begun -> touched = false;
            case BinlogEvent.Withheld _ -> {
                // What it holds comes later.
            }
            case BinlogEvent.SavepointSet _ -> {
                // A rollback to it counts as one to the transaction's beginning.
            }
        }
    }

    private void describeFile(long createdAt) {
        source = source.inFile(source.binlogFile(), createdAt);
        if (start.source().binlogFile() == null) {
            start = new Start(source, start.place(), Set.of());
        }
        if (BinlogOrder.reaches(start.place(), end)) {
            found.complete(start);
        }
    }

    private void followTable(BinlogEvent.TableMapped map) {
        TableName name = new TableName(map.schema(), map.table());
        TableDefinition definition = definitions.get(name);
        if (definition == null) {
            mapped.remove(map.tableId());
            return;
        }
        mapped.put(map.tableId(), name);
        changed.add(name);
        touched = true;
        try {
            blocked |= TableMap.parse(map).difference(definition) != null;
        } catch (PipeException unreadable) {
            blocked = true;
        }
    }

    private void readRows(BinlogEvent.RowsChanged rows) {
        blocked |= mapped.containsKey(rows.tableId()) && !rows.isComplete();
    }

    /** What was prepared before the stretch may be of any table: the stream begins behind its commit. */
    private void decide(BinlogEvent.XaDecided decision) {
        XaWrites writes = prepared.remove(decision);
        if (!decision.commits()) {
            return;
        }
        blocked |= writes == null;
        for (TableName name : definitions.keySet()) {
            if (writes != null && writes.mayChange(name)) {
                changed.add(name);
                blocked = true;
            }
        }
    }

    private boolean mayChange(BinlogEvent.Statement statement) {
        DdlStatement read = DdlStatement.read(statement);
        return definitions.keySet().stream().anyMatch(name -> read.mayChange(name, NameCase.INSENSITIVE));
    }

    /** Nothing of a transaction is open here. */
    private void reach(long offset) {
        String file = source.binlogFile();
        if (file == null) {
            return;
        }
        Coordinates.FileOffset here = new Coordinates.FileOffset(file, offset);
        if (blocked) {
            start = new Start(source, here, Set.copyOf(changed));
            blocked = false;
        }
        if (BinlogOrder.reaches(here, end)) {
            found.complete(start);
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

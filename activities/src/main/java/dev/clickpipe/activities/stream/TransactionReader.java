package dev.clickpipe.activities.stream;

import static java.util.Objects.requireNonNull;

import dev.clickpipe.activities.binlog.BinlogEnding;
import dev.clickpipe.activities.binlog.BinlogHandler;
import dev.clickpipe.activities.binlog.event.BinlogEvent;
import dev.clickpipe.activities.binlog.table.TableMap;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.history.HistoryCheck;
import dev.clickpipe.activities.stream.statement.StatementEffect;
import dev.clickpipe.workflows.contract.LeaseEnding;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.position.RowVersion;
import dev.clickpipe.workflows.position.SourceIdentity;
import dev.clickpipe.workflows.settings.TableName;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns events into rows and positions. Runs on the binlog client's thread, with the batch to itself; whatever it cannot
 * understand ends the lease before the transaction that holds it.
 */
final class TransactionReader implements BinlogHandler {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionReader.class);

    private final Routes routes;
    private final CascadeWatch cascades;
    private final BatchExchange exchange;
    private final StatementEffect statements;
    private final int epoch;
    private final CurrentPosition reached;
    private final @Nullable LoadedTransactions goal;
    private final Map<Long, FollowedTable> tables = new HashMap<>();
    private SourceIdentity source;
    private SourceIdentity endSource;
    private long ordinal;
    private long endOrdinal;
    private @Nullable SourceTransaction transaction;
    private boolean insideTransaction;
    private long transactionOrdinal;
    private final ChangedTables changed;
    private final XaOutcomes xa;
    private final RolledBackRows rolledBackRows;
    /** Tables of the transaction that was rolled back, whose rows may be stored. */
    private List<ReplicatedTable> stored = List.of();
    /** The transaction when its file has ended before it; null otherwise. */
    private @Nullable TruncatedTransaction cutOff;
    /** Asked once, when the server says what its first file is; null from then on. */
    private @Nullable HistoryCheck unchecked;

    /**
     * @param start where reading begins
     * @param until where the lease ends; null when it has no end
     * @param inquiries what it may ask the source
     */
    TransactionReader(Routes routes, BatchExchange exchange, Position start, @Nullable Coordinates until,
            SourceInquiries inquiries) {
        this.routes = routes;
        this.exchange = exchange;
        unchecked = inquiries.history();
        statements = inquiries.statements();
        xa = new XaOutcomes(routes.sources(), inquiries);
        rolledBackRows = new RolledBackRows(start.source().flavour());
        changed = new ChangedTables(routes.sources().size());
        reached = CurrentPosition.at(start);
        epoch = start.epoch();
        ordinal = start.ordinal();
        source = start.source();
        cascades = new CascadeWatch(routes, source.flavour());
        endSource = source;
        goal = until == null ? null : LoadedTransactions.before(until, start.source().flavour());
    }

    /** Ends the lease when it is where it was to go. */
    void endWhereItWasToGo() {
        if (goal != null && reached.covers(goal)) {
            exchange.end(new LeaseEnding.Arrived());
        }
    }

    @Override
    public void handle(BinlogEvent event) throws InterruptedException {
        if (cutOff != null) {
            TruncatedTransaction unfinished = cutOff;
            exchange.waiting(() -> endingLeaseOnFailure(() -> checkCanBeLeftOut(unfinished, event)));
        }
        BatchExchange.Work inquiry = inquiryFor(event);
        if (inquiry != null && exchange.ending() == null) {
            // Not while the batch is held: the lease has to heartbeat meanwhile.
            exchange.waiting(() -> endingLeaseOnFailure(inquiry));
        }
        exchange.reading(() -> endingLeaseOnFailure(() -> read(event)));
    }

    private void endingLeaseOnFailure(BatchExchange.Work work) throws InterruptedException {
        try {
            work.run();
        } catch (PipeException failure) {
            exchange.end(new LeaseEnding.Failed(failure.error()));
        }
    }

    @Override
    public void ended(BinlogEnding ending) {
        switch (ending) {
            case BinlogEnding.Closed closed -> {
                // Closed by the lease itself, which has its reason.
            }
            case BinlogEnding.Failed failed -> exchange.end(new LeaseEnding.Failed(failed.cause().error()));
        }
    }

    private void read(BinlogEvent event) {
        switch (event) {
            case BinlogEvent.TransactionStart start -> startTransaction(start);
            case BinlogEvent.TableMapped mapped -> followTable(mapped);
            case BinlogEvent.RowsChanged rows -> readRows(rows);
            case BinlogEvent.RowsUnreadable rows -> refuseRows(rows);
            case BinlogEvent.SavepointSet savepoint -> changed.savepointSet(savepoint.name());
            case BinlogEvent.RolledBack rollback -> rollBack(rollback);
            case BinlogEvent.XaPrepared transaction -> xa.prepared(transaction);
            case BinlogEvent.XaDecided decision -> decide(decision);
            case BinlogEvent.Statement statement -> {
                // Judged before, without the batch.
            }
            case BinlogEvent.TransactionEnd end -> endTransaction(end);
            case BinlogEvent.FileRotated rotated -> beginFile(rotated);
            case BinlogEvent.FileDescribed described -> describeFile(described);
            case BinlogEvent.Idle _,BinlogEvent.Withheld _ -> {
                // Hearing it is enough: the exchange noted the time.
            }
            case BinlogEvent.NotUnderstood unknown -> throw notUnderstood(unknown);
        }
    }

    private void startTransaction(BinlogEvent.TransactionStart start) {
        exchange.transactionStarted();
        insideTransaction = true;
        transactionOrdinal = ordinal;
        changed.transactionStarted();
        transaction = new SourceTransaction(start.gtid(), start.offset(), inFile(start.nextOffset()),
                start.committedAtMicros());
    }

    private void endTransaction(BinlogEvent.TransactionEnd end) {
        SourceTransaction ended = current();
        reached.transactionEnded(ended, inFile(end.nextOffset()), ordinal - transactionOrdinal);
        moveEnd(ended.committedAtMicros());
    }

    private void moveEnd(long commitMicros) {
        insideTransaction = false;
        endOrdinal = ordinal;
        endSource = source;
        exchange.transactionEnded(commitMicros, this::lastEnd);
        endWhereItWasToGo();
    }

    private Position lastEnd() {
        return new Position(endSource, epoch, endOrdinal, reached.coordinates(), reached.lastTransactions());
    }

    private Coordinates.FileOffset inFile(long offset) {
        return new Coordinates.FileOffset(
                requireNonNull(source.binlogFile(), "a dump that does not begin with its file"), offset);
    }

    private SourceTransaction current() {
        if (transaction == null) {
            throw new PipeException(new PipeError(ErrorKind.BINLOG_NOT_UNDERSTOOD,
                    "The binlog holds a change outside of a transaction, after " + reached.coordinates(),
                    "Resync the pipe, so that it takes a new position", null));
        }
        return transaction;
    }

    /** What becomes of a transaction that is left behind in the file before shows when the new one says what it is. */
    private void beginFile(BinlogEvent.FileRotated rotated) {
        if (insideTransaction && cutOff == null) {
            cutOff = new TruncatedTransaction(inFile(0).file(), reached.coordinates());
        }
        source = source.inFile(rotated.file(), 0);
    }

    /** Asks the destination, so not while the batch is held: the lease has to heartbeat meanwhile. */
    private void checkCanBeLeftOut(TruncatedTransaction unfinished, BinlogEvent event) {
        if (event instanceof BinlogEvent.FileDescribed described) {
            unfinished.checkCanBeLeftOut(described, source.flavour(), exchange.isPieceTaken(), changedTargets(),
                    RowVersion.of(epoch, transactionOrdinal));
        } else if (!(event instanceof BinlogEvent.FileRotated || event instanceof BinlogEvent.Idle)) {
            throw unfinished.notExplained();
        }
    }

    private List<StreamTarget> changedTargets() {
        return tables(changed.all()).flatMap(table -> table.destinations().stream()).toList();
    }

    private void describeFile(BinlogEvent.FileDescribed described) {
        if (cutOff != null) {
            leaveTransactionOut();
        }
        source = source.inFile(source.binlogFile(), described.createdAt());
        if (reached.fileDescribed(source)) {
            moveEnd(0);
        }
    }

    /** Its bytes do not count: who begins to read behind it must get to the same versions. */
    private void leaveTransactionOut() {
        LOG.warn("The source was killed within the transaction behind {}, and rolled it back: it is left out", cutOff);
        exchange.transactionAbandoned();
        ordinal = transactionOrdinal;
        insideTransaction = false;
        transaction = null;
        cutOff = null;
    }

    /** A definition that differs ends the lease: rows of the new one begin in the next lease, if at all. */
    private void followTable(BinlogEvent.TableMapped mapped) {
        cascades.mapped(mapped);
        FollowedTable known = tables.get(mapped.tableId());
        if (known != null && known.map().sameAs(mapped.body())) {
            return;
        }
        ReplicatedTable table = routes.source(new TableName(mapped.schema(), mapped.table()));
        if (table == null || hasSeen(table)) {
            tables.remove(mapped.tableId());
            return;
        }
        TableMap map = TableMap.parse(mapped);
        String difference = map.difference(table.definition());
        if (difference == null) {
            tables.put(mapped.tableId(), FollowedTable.of(table, map));
        } else {
            exchange.end(new LeaseEnding.SchemaBarrier(table.name(), null, difference));
        }
    }

    /** Every event moves the ordinal, whoever's rows it holds: it must be the same whichever tables a pipe follows. */
    private void readRows(BinlogEvent.RowsChanged rows) {
        // Also for rows of tables that nobody follows: behind a place inside a transaction nobody knows whose rows they are.
        SourceTransaction of = current();
        FollowedTable table = tables.get(rows.tableId());
        Batch batch = exchange.filling();
        batch.read(rows.body().length());
        cascades.read(rows, of, batch);
        if (table != null && !table.table().isPast(of)) {
            changed.changed(table.table().number());
            table.decode(rows, epoch, ordinal, of, batch);
        }
        ordinal += rows.body().length();
    }

    private void refuseRows(BinlogEvent.RowsUnreadable rows) {
        SourceTransaction of = current();
        FollowedTable table = tables.get(rows.tableId());
        Batch batch = exchange.filling();
        batch.read(rows.bytes());
        cascades.unreadable(rows, of, batch);
        ordinal += rows.bytes();
        if (table != null && !table.table().isPast(of)) {
            failTables(List.of(UnreadableRows.inForm(table.table().name(), rows.form())));
        }
    }

    /** What has to be found out first, by asking the source or the destination; null when nothing has. */
    private BatchExchange.@Nullable Work inquiryFor(BinlogEvent event) {
        if (unchecked != null && event instanceof BinlogEvent.FileDescribed described) {
            HistoryCheck history = unchecked;
            unchecked = null;
            String file = requireNonNull(source.binlogFile(), "a file that is described before it is named");
            return () -> history.check(file, described.createdAt());
        }
        if (event instanceof BinlogEvent.Statement statement) {
            return () -> judge(statement);
        }
        if (event instanceof BinlogEvent.XaDecided decision) {
            return () -> xa.find(decision, current(), source);
        }
        if (event instanceof BinlogEvent.RolledBack rollback && rollback.savepoint() == null) {
            return () -> stored = rolledBackRows.thatMayBeStored(tables(changed.all()).toList(),
                    exchange.isPieceTaken(), RowVersion.of(epoch, transactionOrdinal));
        }
        return null;
    }

    private void decide(BinlogEvent.XaDecided decision) {
        Batch batch = exchange.filling();
        batch.read(decision.bytes());
        ordinal += decision.bytes();
        XaOutcomes.Outcome outcome = xa.decide(decision);
        cascades.committed(outcome.cascading(), current(), batch);
        failTables(outcome.errors());
    }

    /** The bytes of what is rolled back stay counted: that must not depend on whether anybody follows the tables. */
    private void rollBack(BinlogEvent.RolledBack rollback) {
        String savepoint = rollback.savepoint();
        Stream<ReplicatedTable> failed = savepoint == null
                ? stored.stream()
                : tables(changed.sinceSavepoint(savepoint));
        failTables(failed.map(ReplicatedTable::name).map(UnreadableRows::rolledBack).toList());
        if (savepoint == null) {
            exchange.transactionAbandoned();
        }
    }

    private Stream<ReplicatedTable> tables(BitSet numbers) {
        return numbers.stream().mapToObj(routes.sources()::get);
    }

    private void failTables(List<PipeError> errors) {
        if (!errors.isEmpty()) {
            exchange.end(new LeaseEnding.TablesFailed(errors));
        }
    }

    private void judge(BinlogEvent.Statement statement) {
        LeaseEnding ending = statements.of(statement,
                routes.sources().stream().filter(table -> !hasSeen(table)).map(ReplicatedTable::name).toList());
        if (ending != null) {
            exchange.end(ending);
        }
    }

    /** A statement outside of every transaction is of none that is known. */
    private boolean hasSeen(ReplicatedTable table) {
        return insideTransaction && table.hasSeen(current());
    }

    private PipeException notUnderstood(BinlogEvent.NotUnderstood unknown) {
        return new PipeException(new PipeError(ErrorKind.BINLOG_NOT_UNDERSTOOD,
                "The binlog holds an event that is not understood: " + unknown.what() + " (type " + unknown.type()
                        + "), after " + reached.coordinates(),
                "Switch off at the source what writes it; then resync the pipe, so that it takes a new position",
                null));
    }
}

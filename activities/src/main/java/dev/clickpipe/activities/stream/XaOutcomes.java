package dev.clickpipe.activities.stream;

import dev.clickpipe.activities.binlog.event.BinlogEvent;
import dev.clickpipe.activities.binlog.xa.PreparedTransactions;
import dev.clickpipe.activities.binlog.xa.XaWrites;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.SourceIdentity;
import java.util.List;

/**
 * What becomes of XA transactions. Their rows are not applied: who follows a table that one of them changed has to load it
 * again. So the bytes of what was prepared do not count into the ordinal, neither at PREPARE nor at COMMIT; those of what is
 * committed in one phase do. For one thread.
 */
final class XaOutcomes {
    private final List<SourceTable> tables;
    private final PrepareSearch search;
    private final PreparedTransactions prepared = new PreparedTransactions();

    /** @param tables those that the lease follows */
    XaOutcomes(List<SourceTable> tables, PrepareSearch search) {
        this.tables = tables;
        this.search = search;
    }

    /** A transaction was prepared. */
    void prepared(BinlogEvent.XaPrepared transaction) {
        prepared.add(transaction);
    }

    /** Reads the binlog for what a decision is about, where that is needed and was prepared before the lease began. */
    void find(BinlogEvent.XaDecided decision, SourceTransaction of, SourceIdentity source) throws InterruptedException {
        if (decision.commits() && decision.writes() == null && prepared.find(decision.id()) == null
                && tables.stream().anyMatch(table -> !table.isPast(of))) {
            search.add(decision.id(), source, of.behindStart(), prepared);
        }
    }

    /** The errors of the tables that a decision changes, as far as it is known; of all where it is not. */
    List<PipeError> decide(BinlogEvent.XaDecided decision, SourceTransaction of) {
        XaWrites writes = prepared.remove(decision);
        if (!decision.commits()) {
            return List.of();
        }
        return tables.stream().filter(table -> !table.isPast(of)).map(SourceTable::name)
                .filter(table -> writes == null || writes.mayChange(table))
                .map(table -> UnreadableRows.ofXa(table, decision.id(), writes)).toList();
    }
}

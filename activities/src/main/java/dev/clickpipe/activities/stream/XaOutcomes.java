package dev.clickpipe.activities.stream;

import static java.util.Objects.requireNonNull;

import dev.clickpipe.activities.binlog.event.BinlogEvent;
import dev.clickpipe.activities.binlog.xa.PreparedTransactions;
import dev.clickpipe.activities.binlog.xa.XaWrites;
import dev.clickpipe.activities.stream.statement.StatementEffect;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.SourceIdentity;
import dev.clickpipe.workflows.settings.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of XA transactions. Their rows are not applied: who follows a table that one of them changed has to load it
 * again. So the bytes of what was prepared do not count into the ordinal, neither at PREPARE nor at COMMIT; those of what is
 * committed in one phase do. For one thread.
 */
final class XaOutcomes {
    /**
     * What a decision means for the tables of a lease.
     *
     * @param errors of the tables that it changes, as far as that is known; of all where it is not
     * @param cascading tables whose changes may have cascaded without rows events of the children
     */
    record Outcome(List<PipeError> errors, Set<TableName> cascading) {
        static final Outcome NOTHING = new Outcome(List.of(), Set.of());

        Outcome {
            errors = List.copyOf(errors);
            cascading = Set.copyOf(cascading);
        }
    }

    private final List<ReplicatedTable> tables;
    private final PrepareSearch search;
    private final StatementEffect statements;
    private final PreparedTransactions prepared = new PreparedTransactions();
    private Outcome found = Outcome.NOTHING;

    /**
     * @param tables those that the lease follows
     * @param inquiries what it may ask the source
     */
    XaOutcomes(List<ReplicatedTable> tables, SourceInquiries inquiries) {
        this.tables = tables;
        search = inquiries.prepares();
        statements = inquiries.statements();
    }

    /** A transaction was prepared. */
    void prepared(BinlogEvent.XaPrepared transaction) {
        prepared.add(transaction);
    }

    /**
     * Finds out what a decision means, before {@link #decide}. Reads the binlog for what was prepared before the lease began,
     * and asks the source which tables statements write.
     */
    void find(BinlogEvent.XaDecided decision, SourceTransaction of, SourceIdentity source) throws InterruptedException {
        List<TableName> concerned = tables.stream().filter(table -> !table.isPast(of)).map(ReplicatedTable::name)
                .toList();
        if (!decision.commits() || concerned.isEmpty()) {
            return;
        }
        if (decision.writes() == null && prepared.find(decision.id()) == null) {
            search.add(decision.id(), source, of.behindStart(), prepared);
        }
        XaWrites writes = decision.writes() == null ? prepared.find(decision.id()) : decision.writes();
        found = new Outcome(errors(decision, writes, concerned), writes == null ? Set.of() : writes.cascading());
    }

    private List<PipeError> errors(BinlogEvent.XaDecided decision, @Nullable XaWrites writes,
            List<TableName> concerned) {
        List<PipeError> errors = new ArrayList<>();
        Set<TableName> failed = new HashSet<>();
        for (TableName table : concerned) {
            if (writes == null || writes.rowsMayChange(table)) {
                failed.add(table);
                errors.add(UnreadableRows.ofXa(table, decision.id(), writes));
            }
        }
        if (writes != null) {
            for (BinlogEvent.Statement statement : writes.statements()) {
                List<TableName> others = concerned.stream().filter(table -> !failed.contains(table)).toList();
                for (PipeError error : statements.errors(statement, others)) {
                    failed.add(requireNonNull(error.table(), "an error of a statement without its table"));
                    errors.add(error);
                }
            }
        }
        return errors;
    }

    /** What {@link #find} found out; nothing where it was not asked to. */
    Outcome decide(BinlogEvent.XaDecided decision) {
        prepared.remove(decision);
        Outcome outcome = found;
        found = Outcome.NOTHING;
        return outcome;
    }
}

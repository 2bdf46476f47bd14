package dev.clickpipe.activities.stream.statement;

import dev.clickpipe.activities.binlog.ddl.DdlStatement;
import dev.clickpipe.activities.binlog.ddl.NameCase;
import dev.clickpipe.activities.binlog.event.BinlogEvent;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.workflows.contract.LeaseEnding;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.settings.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement in the binlog means for the tables of a lease: nothing, or an end of the lease that names all that it
 * concerns, so that one statement ends one lease.
 *
 * <p>Names that differ in case alone count as the same, whatever the server does: rather a stop too many.
 */
public final class StatementEffect {
    static final NameCase NAMES = NameCase.INSENSITIVE;

    private final SourceTables source;
    private final StatementInPlaceOfRows inPlaceOfRows;

    /** @param source asked about tables that a statement writes in place of row events */
    public StatementEffect(SourceTables source) {
        this.source = source;
        inPlaceOfRows = new StatementInPlaceOfRows(source);
    }

    /**
     * Why the lease ends at a statement; null when it concerns none of the tables. May wait for the source.
     *
     * @param tables those that the lease follows and that have not seen the statement's transaction
     * @throws dev.clickpipe.activities.errors.PipeException when the source has to be asked and does not answer
     */
    public @Nullable LeaseEnding of(BinlogEvent.Statement statement, List<TableName> tables) {
        DdlStatement read = DdlStatement.read(statement);
        return switch (read) {
            case DdlStatement.WritesRows rows -> inPlaceOfRows.ending(statement, rows, tables);
            case DdlStatement.CreatesFilledTable(TableName made, DdlStatement.WritesRows filling) -> {
                source.forget();
                LeaseEnding changed = definitionsChanged(statement, "a statement changes the table",
                        tables.stream().filter(table -> NAMES.same(made, table)).toList());
                yield changed != null ? changed : inPlaceOfRows.ending(statement, filling, tables);
            }
            case DdlStatement.Harmless _,DdlStatement.TouchesTables _,DdlStatement.TouchesSchema _,DdlStatement.NotUnderstood _ -> {
                source.forget(); // CREATE TRIGGER is harmless in itself.
                yield definitionsChanged(statement, difference(read),
                        tables.stream().filter(table -> read.mayChange(table, NAMES)).toList());
            }
        };
    }

    /**
     * The same as errors, one per table that the statement concerns: for a statement that an XA transaction holds, beside its
     * rows.
     */
    public List<PipeError> errors(BinlogEvent.Statement statement, List<TableName> tables) {
        return switch (of(statement, tables)) {
            case null -> List.of();
            case LeaseEnding.SchemaBarrier barrier -> List.of(barrier.error());
            case LeaseEnding.TablesFailed(List<PipeError> errors) -> errors;
            case LeaseEnding.Failed(PipeError error) -> throw new PipeException(error);
            case LeaseEnding.Aged _,LeaseEnding.Arrived _,LeaseEnding.Cancelled _,LeaseEnding.HandedBack _ ->
                throw new IllegalStateException("no statement ends a lease so");
        };
    }

    private static String difference(DdlStatement statement) {
        return switch (statement) {
            case DdlStatement.Harmless _ -> "nothing changes";
            case DdlStatement.TouchesTables _,DdlStatement.CreatesFilledTable _ -> "a statement changes the table";
            case DdlStatement.TouchesSchema _ -> "a statement changes the table's database";
            case DdlStatement.WritesRows _ -> "a statement writes rows";
            case DdlStatement.NotUnderstood _ -> "a statement is not understood";
        };
    }

    private static @Nullable LeaseEnding definitionsChanged(BinlogEvent.Statement statement, String difference,
            List<TableName> changed) {
        if (changed.isEmpty()) {
            return null;
        }
        String words = QuotedStatement.of(statement.text(), changed.size());
        List<LeaseEnding.SchemaBarrier> barriers = changed.stream()
                .map(table -> new LeaseEnding.SchemaBarrier(table, words, difference)).toList();
        return barriers.size() == 1
                ? barriers.getFirst()
                : new LeaseEnding.TablesFailed(barriers.stream().map(LeaseEnding.SchemaBarrier::error).toList());
    }
}

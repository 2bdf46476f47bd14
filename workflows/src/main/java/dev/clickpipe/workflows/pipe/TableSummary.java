package dev.clickpipe.workflows.pipe;

import org.jspecify.annotations.Nullable;

import dev.clickpipe.workflows.contract.ColumnLoss;
import dev.clickpipe.workflows.contract.TableChanges;
import dev.clickpipe.workflows.contract.UnreplicatedCascade;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import dev.clickpipe.workflows.snapshot.TableLoad;
import java.util.List;

/**
 * One table of a pipe, as describe shows it.
 *
 * @param target name of the destination table
 * @param state what the pipe does with it
 * @param error why it is not followed; null when nothing is wrong
 * @param rowsLoaded rows the snapshot wrote
 * @param rowsEstimated rows the source estimates; 0 while not known
 * @param partitionsDone partitions loaded
 * @param partitions partitions of the whole table; 0 while not known
 * @param inserts changes acknowledged since the pipe runs, and so on
 * @param lossesLoaded values of the snapshot that the destination could not hold, by column
 * @param lossesChanged the same of changes
 * @param cascades foreign keys by which rows of the table may change, and parents' changes that may have cascaded, since the
 *        table was loaded
 */
public record TableSummary(TableName source, String target, TableState state, @Nullable PipeError error,
        long rowsLoaded, long bytesLoaded, long rowsEstimated,
        int partitionsDone, int partitions, long inserts, long updates, long deletes,
        List<ColumnLoss> lossesLoaded, List<ColumnLoss> lossesChanged, List<UnreplicatedCascade> cascades) {
    public TableSummary {
        state = state == null ? TableState.WAITING : state;
        lossesLoaded = ColumnLoss.orNone(lossesLoaded);
        lossesChanged = ColumnLoss.orNone(lossesChanged);
        cascades = UnreplicatedCascade.orNone(cascades);
    }

    /** A table that nothing has happened to. */
    public static TableSummary of(TableMapping table) {
        return new TableSummary(table.source(), table.target(), TableState.WAITING, null, 0, 0, 0, 0, 0, 0, 0, 0,
                List.of(), List.of(), List.of());
    }

    /** The same with nothing counted. */
    public TableSummary cleared() {
        return new TableSummary(source, target, state, error, 0, 0, 0, 0, 0, 0, 0, 0, List.of(), List.of(), List.of());
    }

    /** The same in a state. */
    public TableSummary in(TableState now, @Nullable PipeError problem) {
        return new TableSummary(source, target, now, problem, rowsLoaded, bytesLoaded, rowsEstimated, partitionsDone,
                partitions, inserts, updates, deletes, lossesLoaded, lossesChanged, cascades);
    }

    /** All values that the destination could not hold, by column. */
    public List<ColumnLoss> losses() {
        return ColumnLoss.add(lossesLoaded, lossesChanged);
    }

    /** The same with the figures of a load, which counts from its beginning. */
    public TableSummary loaded(TableLoad load) {
        return new TableSummary(source, target, state, error, load.rows(), load.bytes(),
                load.finished() ? load.rows() : load.estimatedRows(), load.partitionsDone(),
                load.finished() ? load.partitionsDone() : load.estimatedPartitions(), inserts, updates, deletes,
                load.losses(), lossesChanged, cascades);
    }

    /** The same with more rows loaded, of partitions on their way. */
    public TableSummary withRowsOnTheWay(long rows) {
        return new TableSummary(source, target, state, error, rowsLoaded + rows, bytesLoaded, rowsEstimated,
                partitionsDone,
                partitions, inserts, updates, deletes, lossesLoaded, lossesChanged, cascades);
    }

    /** The same with more changes. */
    public TableSummary changed(TableChanges more) {
        return new TableSummary(source, target, state, error, rowsLoaded, bytesLoaded, rowsEstimated, partitionsDone,
                partitions,
                inserts + more.inserts(), updates + more.updates(), deletes + more.deletes(), lossesLoaded,
                ColumnLoss.add(lossesChanged, more.losses()), UnreplicatedCascade.add(cascades, more.cascades()));
    }

    /** The same with foreign keys whose actions are not replicated; what was counted of them stays. */
    public TableSummary warned(List<UnreplicatedCascade> more) {
        return new TableSummary(source, target, state, error, rowsLoaded, bytesLoaded, rowsEstimated, partitionsDone,
                partitions, inserts, updates, deletes, lossesLoaded, lossesChanged,
                UnreplicatedCascade.add(cascades, more));
    }
}

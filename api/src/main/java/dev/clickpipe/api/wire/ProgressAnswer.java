package dev.clickpipe.api.wire;

import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.settings.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a pipe is; beside the wire contract.
 *
 * @param sentence what it does now, in words
 * @param live whether a worker told it; else counters are those of the last heartbeats, and 0 where there are none
 * @param lagMilliseconds how far the destination is behind the source; null while it is not followed
 * @param stream what the running lease has done; null while none runs
 * @param error why the pipe is Failed; null otherwise
 * @param trouble the error that is being tried again at the moment; of a paused pipe what a resume will meet, or may meet
 * later; null when all goes well
 * @param journal what happened lately, oldest first; empty when no worker told it
 */
public record ProgressAnswer(String state, String sentence, String updatedAt, boolean live,
        @Nullable Long lagMilliseconds, List<Table> tables, @Nullable Stream stream, @Nullable Failure error,
        @Nullable Failure trouble, List<Event> journal) {
    public ProgressAnswer {
        tables = List.copyOf(tables);
        journal = List.copyOf(journal);
    }

    /**
     * One table.
     *
     * @param source schema and name joined by a dot, to be shown; the exact names stand behind it
     * @param state what the pipe does with it; null when no worker told it
     * @param error why its state is Failed; null when nothing is wrong
     * @param rowsLoaded rows the snapshot wrote
     * @param rowsEstimated rows the source estimates; 0 while not known
     * @param partitions partitions of the snapshot; 0 while not known
     * @param inserts changes acknowledged since the pipe was created, and so on
     * @param losses values that the destination could not hold, by column; empty when all arrived as they are
     * @param unreplicatedCascades foreign keys by which rows change without a word in the binlog; empty for most tables
     */
    public record Table(String source, String sourceSchemaName, String sourceTable, String target,
            @Nullable String state, @Nullable Failure error, long rowsLoaded, long rowsEstimated, int partitionsDone,
            int partitions, long inserts, long updates, long deletes,
            List<Loss> losses, List<Cascade> unreplicatedCascades) {
        public Table {
            losses = List.copyOf(losses);
            unreplicatedCascades = List.copyOf(unreplicatedCascades);
        }
    }

    /** Values of a column that stand at the destination as the nearest ones it can hold. */
    public record Loss(String column, long values, String firstExample) {}

    /**
     * A foreign key whose actions are not replicated.
     *
     * @param parentChanges rows deleted, or given another key, in tables from which the change may have cascaded, since the
     *        table was loaded
     */
    public record Cascade(String foreignKey, String warning, long parentChanges) {}

    /**
     * The running lease.
     *
     * @param batches batches acknowledged since the pipe was created
     * @param position GTID set, or file and offset
     * @param changes rows changed since the lease began
     * @param bytes bytes of binlog read since the lease began
     */
    public record Stream(long batches, long lagMilliseconds, String position, long changes, long bytes,
            @Nullable String lastBatchAt) {}

    /** Something that happened. */
    public record Event(String at, String sentence) {}

    /** An error with what to do about it. */
    public record Failure(String kind, String message, String remedy, @Nullable String table) {
        /** Shows an error; null when there is none. */
        public static @Nullable Failure of(@Nullable PipeError error) {
            if (error == null) {
                return null;
            }
            TableName table = error.table();
            return new Failure(error.kind().name(), error.message(), error.remedy(),
                    table == null ? null : table.schema() + "." + table.table());
        }
    }
}

package dev.clickpipe.activities.stream;

import dev.clickpipe.activities.clickhouse.InsertRetry;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.faults.FaultPoint;
import dev.clickpipe.activities.faults.FaultPoints;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;

/**
 * Writes batches: one insert per destination table, tables at the same time. An insert that may pass on another try is
 * repeated as the same block until it is acknowledged, because a materialized view behind it may have got a part of it.
 */
final class BatchWriter {
    private final List<StreamTarget> tables;
    private final ExecutorService threads;
    private final BooleanSupplier givenUp;

    /**
     * @param tables the destination tables, by number
     * @param givenUp true once nobody waits for the batch any more: an insert that fails then is not repeated
     */
    BatchWriter(List<StreamTarget> tables, ExecutorService threads, BooleanSupplier givenUp) {
        this.tables = List.copyOf(tables);
        this.threads = threads;
        this.givenUp = givenUp;
    }

    /**
     * Returns when every table has acknowledged its rows, and in any case not before the last insert has ended.
     *
     * @throws PipeException when a table cannot take them; the others may have
     */
    void write(Batch batch) {
        List<StreamTarget> filled = tables.stream()
                .filter(table -> batch.table(table.number()).rows().rowCount() > 0).toList();
        if (filled.isEmpty()) {
            return;
        }
        FaultPoints.reach(FaultPoint.STREAM_BEFORE_INSERT);
        BatchInserts inserts = new BatchInserts(threads, InsertRetry.until(givenUp));
        try {
            filled.forEach(table -> inserts.start(table, batch.table(table.number()).rows()));
        } finally {
            inserts.await();
        }
        FaultPoints.reach(FaultPoint.STREAM_AFTER_INSERT);
    }
}

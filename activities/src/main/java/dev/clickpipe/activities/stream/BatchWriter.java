package dev.clickpipe.activities.stream;

import dev.clickpipe.activities.errors.ErrorClassifier;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.types.RowBuffer;
import dev.clickpipe.activities.faults.FaultPoint;
import dev.clickpipe.activities.faults.FaultPoints;
import dev.clickpipe.workflows.failure.ErrorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes batches: one insert per destination table, tables at the same time. An insert that may pass on another try is
 * repeated as the same block until it is acknowledged, because a materialized view behind it may have got a part of it.
 */
final class BatchWriter {
    private static final Logger log = LoggerFactory.getLogger(BatchWriter.class);
    private static final long FIRST_PAUSE_MILLISECONDS = 100;
    private static final long LONGEST_PAUSE_MILLISECONDS = 5000;

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
     * Returns when every table has acknowledged its rows.
     *
     * @throws PipeException when a table cannot take them; the others may have
     */
    void write(Batch batch) throws InterruptedException {
        List<StreamTarget> filled = tables.stream()
                .filter(table -> batch.table(table.number()).rows().rowCount() > 0).toList();
        if (filled.isEmpty()) {
            return;
        }
        FaultPoints.reach(FaultPoint.STREAM_BEFORE_INSERT);
        List<Future<?>> others = new ArrayList<>();
        for (StreamTarget table : filled.subList(1, filled.size())) {
            others.add(threads.submit(() -> {
                writeTable(table, batch);
                return null;
            }));
        }
        try {
            writeTable(filled.getFirst(), batch);
        } finally {
            await(others);
        }
        FaultPoints.reach(FaultPoint.STREAM_AFTER_INSERT);
    }

    private static void await(List<Future<?>> inserts) throws InterruptedException {
        for (Future<?> one : inserts) {
            try {
                one.get();
            } catch (ExecutionException failure) {
                throw failure.getCause() instanceof PipeException known ? known : new IllegalStateException(failure);
            }
        }
    }

    /** Behind another writer the rows are others: only a new lease knows which. */
    private static boolean mayPass(ErrorKind kind) {
        return kind.action() == ErrorKind.Action.RETRY && kind != ErrorKind.APPEND_OVERTAKEN;
    }

    private void writeTable(StreamTarget table, Batch batch) throws InterruptedException {
        RowBuffer rows = batch.table(table.number()).rows();
        long pause = FIRST_PAUSE_MILLISECONDS;
        while (true) {
            try {
                table.insert().accept(rows);
                FaultPoints.reach(FaultPoint.STREAM_BETWEEN_INSERTS);
                return;
            } catch (RuntimeException failure) {
                PipeException known = ErrorClassifier.classify(failure, table.source());
                if (!mayPass(known.error().kind()) || givenUp.getAsBoolean()) {
                    throw known;
                }
                log.warn("Insert of {} rows of {} is tried again in {} ms: {}", rows.rowCount(),
                        table.source().quoted(), pause, known.error().message());
            }
            TimeUnit.MILLISECONDS.sleep(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLISECONDS);
        }
    }
}

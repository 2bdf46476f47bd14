package dev.clickpipe.activities.stream;

import dev.clickpipe.activities.clickhouse.InsertRetry;
import dev.clickpipe.activities.errors.ErrorClassifier;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.faults.FaultPoint;
import dev.clickpipe.activities.faults.FaultPoints;
import dev.clickpipe.activities.types.RowBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * The inserts of one batch, at the same time. All of them end before the batch does, because one that is left alone would
 * write on when the pipe says that it is Paused; none on the lease's own thread, whose interrupt would cut it off in the
 * middle.
 */
final class BatchInserts {
    private final ExecutorService threads;
    private final InsertRetry repetition;
    private final List<CompletableFuture<Void>> underWay = new ArrayList<>();
    private @Nullable PipeException first;

    BatchInserts(ExecutorService threads, InsertRetry repetition) {
        this.threads = threads;
        this.repetition = repetition;
    }

    void start(StreamTarget table, RowBuffer rows) {
        underWay.add(CompletableFuture.runAsync(() -> {
            try {
                repetition.run(table.source(), () -> table.insert().accept(rows));
                FaultPoints.reach(FaultPoint.STREAM_BETWEEN_INSERTS);
            } catch (RuntimeException | Error failure) {
                failed(ErrorClassifier.classify(failure, table.source()));
            }
        }, threads));
    }

    /** The first one is the reason; the others may have failed only because they were not repeated any more. */
    private synchronized void failed(PipeException failure) {
        if (first == null) {
            first = failure;
            repetition.close();
        } else if (failure != first) {
            first.addSuppressed(failure);
        }
    }

    /**
     * Returns when none is under way any more, whatever interrupts the caller.
     *
     * @throws PipeException the first failure in time, with the others
     */
    void await() {
        underWay.forEach(CompletableFuture::join);
        synchronized (this) {
            if (first != null) {
                throw first;
            }
        }
    }
}

package dev.clickpipe.activities.snapshot;

import dev.clickpipe.activities.faults.FaultPoint;
import dev.clickpipe.activities.faults.FaultPoints;
import dev.clickpipe.activities.types.RowBuffer;
import dev.clickpipe.workflows.contract.ColumnLoss;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes blocks of rows of one table in turn: while one is on its way, the other is filled. For one thread. */
final class BlockWriter implements AutoCloseable {
    /** Hears of every block that is stored, on the thread that fills. */
    @FunctionalInterface
    interface Acknowledgement {
        void stored(int rows, int bytes, List<ColumnLoss> losses);
    }

    private static final int FIRST_CAPACITY = 64 << 10;

    private final Consumer<RowBuffer> insert;
    private final ExecutorService threads;
    private final Acknowledgement acknowledgement;
    private RowBuffer filling = new RowBuffer(FIRST_CAPACITY);
    private RowBuffer writing = new RowBuffer(FIRST_CAPACITY);
    private @Nullable CompletableFuture<Void> underWay;

    /** @param insert stores a block, and returns when the destination has it */
    BlockWriter(Consumer<RowBuffer> insert, ExecutorService threads, Acknowledgement acknowledgement) {
        this.insert = insert;
        this.threads = threads;
        this.acknowledgement = acknowledgement;
    }

    /** The block to fill. */
    RowBuffer next() {
        return filling;
    }

    /** Sends the filled block off, once the one before is stored. */
    void write() throws InterruptedException {
        await();
        RowBuffer filled = filling;
        filling = writing;
        filling.clear();
        writing = filled;
        underWay = CompletableFuture.runAsync(() -> {
            FaultPoints.reach(FaultPoint.SNAPSHOT_BEFORE_INSERT);
            insert.accept(filled);
            FaultPoints.reach(FaultPoint.SNAPSHOT_AFTER_INSERT);
        }, threads);
    }

    /** Writes what is left and returns when all of it is stored. */
    void finish() throws InterruptedException {
        if (filling.rowCount() > 0) {
            write();
        }
        await();
    }

    private void await() throws InterruptedException {
        CompletableFuture<Void> last = underWay;
        if (last == null) {
            return;
        }
        try {
            last.get();
        } catch (ExecutionException failure) {
            underWay = null;
            throw failure.getCause() instanceof RuntimeException known ? known : new IllegalStateException(failure);
        }
        underWay = null;
        acknowledgement.stored(writing.rowCount(), writing.size(), writing.losses().list());
    }

    /**
     * Returns when nothing is under way any more, also when the load ends by an exception: what nobody waits for would be
     * written after the pipe says that it is Paused. No interrupt shortens it.
     */
    @Override
    public void close() {
        CompletableFuture<Void> last = underWay;
        if (last != null) {
            underWay = null;
            last.join();
        }
    }
}

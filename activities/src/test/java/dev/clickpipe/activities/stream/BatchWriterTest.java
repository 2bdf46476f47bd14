package dev.clickpipe.activities.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.types.WriteMode;
import dev.clickpipe.activities.types.RowBuffer;
import dev.clickpipe.activities.types.RowLayout;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.settings.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatchWriterTest {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @SafeVarargs
    private BatchWriter writer(Consumer<RowBuffer>... inserts) {
        List<StreamTarget> targets = new ArrayList<>();
        for (Consumer<RowBuffer> insert : inserts) {
            TableName name = new TableName("s", "t" + targets.size());
            targets.add(new StreamTarget(targets.size(), name,
                    new RowLayout(name, List.of(), WriteMode.UPSERT, List.of()), insert, _ -> true, 0, null));
        }
        return new BatchWriter(targets, threads, () -> false);
    }

    private static Batch batch(int tables) {
        Batch batch = new Batch(tables, 1);
        for (int table = 0; table < tables; table++) {
            batch.table(table).rows().endRow();
        }
        return batch;
    }

    private static PipeException failure(ErrorKind kind) {
        return new PipeException(new PipeError(kind, "of a test", "none", null));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interruption) {
            throw new AssertionError(interruption);
        }
    }

    @Test
    void aFailedInsertIsNotTheEndBeforeTheOthersHaveEnded() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        BatchWriter writer = writer(rows -> {}, rows -> {
            failed.countDown();
            throw failure(ErrorKind.DESTINATION_CHANGED);
        }, rows -> {
            await(mayEnd);
            ended.set(true);
        });
        CompletableFuture<Boolean> write = CompletableFuture.supplyAsync(() -> {
            assertThatThrownBy(() -> writer.write(batch(3))).isInstanceOf(PipeException.class);
            return ended.get();
        });
        failed.await();
        assertThat(write.completeOnTimeout(true, 1, TimeUnit.SECONDS).get()).isTrue();
        mayEnd.countDown();
    }

    @Test
    void anInterruptDoesNotLeaveAnInsertAlone() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        AtomicBoolean endedBefore = new AtomicBoolean();
        CountDownLatch returned = new CountDownLatch(1);
        BatchWriter writer = writer(rows -> begun.countDown(), rows -> {
            begun.countDown();
            await(mayEnd);
            ended.set(true);
        });
        Thread lease = Thread.ofVirtual().start(() -> {
            try {
                writer.write(batch(2));
            } finally {
                endedBefore.set(ended.get());
                returned.countDown();
            }
        });
        begun.await();
        lease.interrupt();
        assertThat(returned.await(1, TimeUnit.SECONDS)).isFalse();
        mayEnd.countDown();
        returned.await();
        assertThat(endedBefore).isTrue();
    }

    /** The second one would go on for as long as its table is busy, and with it the lease that has failed. */
    @Test
    void theFirstFailureInTimeIsTheReasonAndNothingIsRepeatedBehindIt() {
        CountDownLatch busy = new CountDownLatch(1);
        AtomicInteger repetitions = new AtomicInteger();
        BatchWriter writer = writer(rows -> {
            busy.countDown();
            repetitions.incrementAndGet();
            throw failure(ErrorKind.DESTINATION_BUSY);
        }, rows -> {
            await(busy);
            throw failure(ErrorKind.DESTINATION_CHANGED);
        });
        assertThatThrownBy(() -> writer.write(batch(2))).isInstanceOfSatisfying(PipeException.class, first -> {
            assertThat(first.error().kind()).isEqualTo(ErrorKind.DESTINATION_CHANGED);
            assertThat(first.getSuppressed()).singleElement().isInstanceOfSatisfying(PipeException.class,
                    other -> assertThat(other.error().kind()).isEqualTo(ErrorKind.DESTINATION_BUSY));
        });
        assertThat(repetitions.get()).isPositive();
    }

    @Test
    void anInsertIsRepeatedUntilItIsAcknowledged() {
        AtomicInteger attempts = new AtomicInteger();
        writer(rows -> {
            if (attempts.incrementAndGet() < 4) {
                throw failure(ErrorKind.DESTINATION_BUSY);
            }
        }).write(batch(1));
        assertThat(attempts).hasValue(4);
    }
}

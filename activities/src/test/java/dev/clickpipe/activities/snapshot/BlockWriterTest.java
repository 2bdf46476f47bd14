package dev.clickpipe.activities.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BlockWriterTest {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    /** The source broke, or the load was cancelled while it waits for its insert. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLoadThatEndsLeavesNoInsertUnderWay(boolean cancelled) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        AtomicBoolean stored = new AtomicBoolean();
        AtomicBoolean storedBefore = new AtomicBoolean();
        Thread load = Thread.ofVirtual().unstarted(() -> {
            try (BlockWriter writer = new BlockWriter(rows -> {
                begun.countDown();
                awaitUninterrupted(mayEnd);
                stored.set(true);
            }, threads, (rows, bytes, losses) -> {})) {
                writer.next().endRow();
                writer.write();
                begun.await();
                if (!cancelled) {
                    throw new IllegalStateException("the source broke");
                }
                writer.finish();
            } catch (InterruptedException | IllegalStateException expected) {
                storedBefore.set(stored.get());
            } finally {
                left.countDown();
            }
        });
        load.start();
        begun.await();
        if (cancelled) {
            load.interrupt();
        }
        assertThat(left.await(1, TimeUnit.SECONDS)).isFalse();
        mayEnd.countDown();
        left.await();
        assertThat(storedBefore).isTrue();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interruption) {
            throw new AssertionError(interruption);
        }
    }
}

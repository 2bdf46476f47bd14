package dev.clickpipe.activities.worker;

import dev.clickpipe.activities.calls.ReleasesWork;
import io.temporal.worker.WorkerFactory;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Ends a worker so that nothing is lost and nobody waits for a timeout: long activities hand back what they hold and are
 * waited for, what is short gets a moment, then polling is cut off. The starter alone only stops polling, and the SDK's
 * own wait takes as long as Temporal keeps an empty poll open, which is a minute.
 */
final class OrderlyShutdown implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(OrderlyShutdown.class);
    /** A lease finishes its batch; an insert into a busy ClickHouse takes seconds. */
    private static final long HOLD_SECONDS = 20;
    /** For answers on their way to Temporal and for activities that last milliseconds. */
    private static final long MOMENT_SECONDS = 2;
    private static final long LOOK_MILLISECONDS = 20;

    private final WorkerFactory factory;
    private final HealthServer health;
    private final List<ReleasesWork> holders;
    private volatile boolean running;

    OrderlyShutdown(WorkerFactory factory, HealthServer health, Collection<ReleasesWork> holders) {
        this.factory = factory;
        this.health = health;
        this.holders = List.copyOf(holders);
    }

    @Override
    public void start() {
        running = true;
        health.ready(true);
    }

    @Override
    public void stop() {
        running = false;
        health.ready(false);
        holders.forEach(ReleasesWork::release);
        factory.shutdown();
        try {
            awaitHolders();
            factory.awaitTermination(MOMENT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        factory.shutdownNow();
    }

    private void awaitHolders() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(HOLD_SECONDS);
        while (holders.stream().anyMatch(ReleasesWork::isHolding)) {
            if (System.nanoTime() > end) {
                log.warn("Activities still run after {} s; their heartbeats end now and others take over",
                        HOLD_SECONDS);
                return;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLISECONDS);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the starter's own start, so that ready means polling; stopped first for the same reason. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}

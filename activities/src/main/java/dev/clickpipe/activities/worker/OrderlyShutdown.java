package dev.clickpipe.activities.worker;

import io.temporal.worker.WorkerFactory;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Ends a worker so that nothing is lost and nobody waits for a timeout: long activities hand back what they hold, then
 * polling stops, then everything that runs is waited for. The starter alone only stops polling.
 */
final class OrderlyShutdown implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(OrderlyShutdown.class);
    private static final long WAIT_SECONDS = 25;

    private final WorkerFactory factory;
    private final HealthServer health;
    private final List<HandsBack> holders;
    private volatile boolean running;

    OrderlyShutdown(WorkerFactory factory, HealthServer health, Collection<HandsBack> holders) {
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
        holders.forEach(HandsBack::handBack);
        factory.shutdown();
        factory.awaitTermination(WAIT_SECONDS, TimeUnit.SECONDS);
        if (!factory.isTerminated()) {
            log.warn("Activities still ran after {} s; their heartbeats end now and others take over", WAIT_SECONDS);
            factory.shutdownNow();
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

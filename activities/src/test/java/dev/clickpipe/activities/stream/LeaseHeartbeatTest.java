package dev.clickpipe.activities.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.workflows.contract.LeaseEnding;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.position.SourceIdentity;
import dev.clickpipe.workflows.settings.TableName;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityNotExistsException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a lease heartbeats, and what it does with what it hears. */
@Timeout(60)
class LeaseHeartbeatTest {
    private static final Position START = new Position(
            new SourceIdentity(SourceIdentity.Flavour.MARIADB, "server", null, 0), 1, 7, new Coordinates.Gtid("0-1-7"));

    private final BatchExchange exchange = new BatchExchange(new BatchLimits(Duration.ZERO, 100, 1 << 20), 1, 1,
            Duration.ofMinutes(1).toNanos());
    private final LeaseProgress progress = new LeaseProgress(LeaseProgress.start(START),
            List.of(new TableName("s", "t")), Clock.systemUTC());
    private final AtomicInteger beats = new AtomicInteger();
    private final AtomicReference<@Nullable ActivityCompletionException> answer = new AtomicReference<>();
    private final AtomicReference<@Nullable CountDownLatch> held = new AtomicReference<>();

    private final SteeredTime time = new SteeredTime();

    /** Stands still unless a test moves it, and knows how often it was asked for. */
    private static final class SteeredTime implements LongSupplier {
        private final AtomicLong nanos = new AtomicLong();
        private final AtomicInteger readings = new AtomicInteger();

        @Override
        public long getAsLong() {
            readings.incrementAndGet();
            return nanos.get();
        }

        void set(Duration sinceTheBeginning) {
            nanos.set(sinceTheBeginning.toNanos());
        }

        /** Waits until whoever acts by the time has had several occasions to act by what it is now. */
        void awaitLooks() {
            int before = readings.get();
            await().until(() -> readings.get() >= before + 6);
        }
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(50));
    }

    private ActivityExecutionContext context() {
        return (ActivityExecutionContext) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[]{ActivityExecutionContext.class}, (proxy, method, arguments) -> {
                    beats.incrementAndGet();
                    CountDownLatch latch = held.get();
                    if (latch != null) {
                        latch.await();
                    }
                    ActivityCompletionException thrown = answer.get();
                    if (thrown != null) {
                        throw thrown;
                    }
                    return null;
                });
    }

    private static ActivityInfo info() {
        return (ActivityInfo) Proxy.newProxyInstance(LeaseHeartbeatTest.class.getClassLoader(),
                new Class<?>[]{ActivityInfo.class}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getAttempt" -> 1;
                    case "isLocal" -> false;
                    case "getTaskToken" -> new byte[0];
                    default -> method.getReturnType() == String.class ? "x" : null;
                });
    }

    private LeaseHeartbeat begun() {
        LeaseHeartbeat heart = new LeaseHeartbeat(context(), exchange, progress, time);
        await().until(() -> beats.get() == 1);
        return heart;
    }

    /** A row that is read, and the end of its transaction. */
    private void read() throws InterruptedException {
        exchange.reading(() -> {
            exchange.transactionStarted();
            exchange.filling().table(0).rows().putByte(1);
            exchange.filling().table(0).rows().endRow();
            exchange.transactionEnded(1, () -> START);
        });
    }

    @Test
    void beatsSeldomWhileThereIsNothingToTell() {
        try (LeaseHeartbeat _ = begun()) {
            time.set(LeaseHeartbeat.IDLE.minusNanos(1));
            time.awaitLooks();
            assertThat(beats).hasValue(1);
            time.set(LeaseHeartbeat.IDLE);
            await().until(() -> beats.get() == 2);
            time.awaitLooks();
            assertThat(beats).hasValue(2);
        }
    }

    @Test
    void beatsAtOnceWhenItIsToldTo() {
        try (LeaseHeartbeat heart = begun()) {
            answer.set(new ActivityCanceledException(info()));
            heart.heartbeatNow();
            Awaitility.await().atMost(Duration.ofMillis(300)).until(() -> exchange.ending() != null);
            assertThat(exchange.ending()).isInstanceOf(LeaseEnding.Cancelled.class);
            assertThat(exchange.givenUp()).isFalse();
        }
    }

    /** As the SDK does, which holds the first heartbeat back. */
    @Test
    void beatsOnUntilItHears() {
        try (LeaseHeartbeat heart = begun()) {
            heart.heartbeatNow();
            Awaitility.await().atMost(Duration.ofMillis(300)).until(() -> beats.get() == 2);
            answer.set(new ActivityCanceledException(info()));
            Awaitility.await().atMost(Duration.ofMillis(900)).until(() -> exchange.ending() != null);
        }
    }

    @Test
    void doesNotHurryForLong() {
        try (LeaseHeartbeat heart = begun()) {
            heart.heartbeatNow();
            await().until(() -> beats.get() >= 3);
            time.set(LeaseHeartbeat.HURRY);
            time.awaitLooks();
            int hurried = beats.get();
            time.awaitLooks();
            assertThat(beats).hasValue(hurried);
        }
    }

    @Test
    void tellsOfABatchSoon() throws Exception {
        try (LeaseHeartbeat _ = begun()) {
            read();
            progress.acknowledged(Objects.requireNonNull(exchange.take()));
            Awaitility.await().atMost(Duration.ofMillis(900)).until(() -> beats.get() == 2);
        }
    }

    @Test
    void whatIsReadIsWrittenWhenTheLeaseIsCancelled() throws Exception {
        try (LeaseHeartbeat heart = begun()) {
            read();
            answer.set(new ActivityCanceledException(info()));
            heart.heartbeatNow();
            await().until(() -> exchange.ending() != null);
            assertThat(exchange.take()).isNotNull();
        }
    }

    @Test
    void whatIsReadIsDroppedWhenSomebodyElseMayHoldTheLease() throws Exception {
        try (LeaseHeartbeat heart = begun()) {
            read();
            answer.set(new ActivityNotExistsException(info(), new IllegalStateException("timed out")));
            heart.heartbeatNow();
            await().until(() -> exchange.ending() != null);
            assertThat(exchange.take()).isNull();
        }
    }

    @Test
    void waitsForABeatWhenTheLastOneIsOld() throws Exception {
        CountDownLatch temporalIsAway = new CountDownLatch(1);
        held.set(temporalIsAway);
        try (LeaseHeartbeat heart = begun()) {
            heart.awaitFresh();
            time.set(LeaseHeartbeat.STALE.plusNanos(1));
            CountDownLatch fresh = new CountDownLatch(1);
            Thread.ofVirtual().start(() -> {
                try {
                    heart.awaitFresh();
                    fresh.countDown();
                } catch (InterruptedException nobodyDoesThat) {
                    Thread.currentThread().interrupt();
                }
            });
            time.awaitLooks();
            assertThat(fresh.getCount()).as("is waited for").isEqualTo(1);
            temporalIsAway.countDown();
            assertThat(fresh.await(1, TimeUnit.SECONDS)).isTrue();
        }
    }
}

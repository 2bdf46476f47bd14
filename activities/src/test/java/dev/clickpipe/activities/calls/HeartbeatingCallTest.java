package dev.clickpipe.activities.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.activity.ActivityInterface;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HeartbeatingCallTest {
    private static final int BEATS = 3;

    /** An activity whose work does not end at once when it is told to. */
    @ActivityInterface
    public interface Insert {
        /** Ends when it has heard enough heartbeats behind the cancel. */
        String write();
    }

    private final TestActivityEnvironment environment = TestActivityEnvironment.newInstance();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch beats = new CountDownLatch(BEATS);
    private final AtomicBoolean beaten = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();

    @AfterEach
    void close() {
        environment.close();
    }

    private String write() throws InterruptedException {
        begun.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException cancelled) {
            told.countDown();
        }
        beaten.set(beats.await(20, TimeUnit.SECONDS));
        ended.set(true);
        return "written";
    }

    /** Else the server would take the attempt for dead and tell the workflow that it has ended. */
    @Test
    void beatsOnUntilCancelledWorkHasEnded() throws InterruptedException {
        environment.setActivityHeartbeatListener(String.class, progress -> {
            if (told.getCount() == 0) {
                beats.countDown();
            }
        });
        environment.registerActivitiesImplementations(
                (Insert) () -> HeartbeatingCall.run(null, () -> "writing", () -> false, this::write));
        CompletableFuture<String> call = CompletableFuture
                .supplyAsync(() -> environment.newActivityStub(Insert.class).write());
        begun.await();
        environment.requestCancelActivity();
        assertThatThrownBy(call::join).hasRootCauseInstanceOf(CanceledFailure.class);
        assertThat(ended).isTrue();
        assertThat(beaten).isTrue();
    }
}

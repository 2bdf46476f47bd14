package dev.clickpipe.workflows.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.pipe.PipeRequest;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.PipeStatus;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.testing.LivePipeView;
import dev.clickpipe.workflows.testing.Samples;
import dev.clickpipe.workflows.testing.PipeTestEnvironment;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Signals and updates of people: in time, too early, twice, against each other, and nonsense. */
class RequestsTest {
    private static final PipeRequest REQUEST = new PipeRequest("a test");
    private final PipeTestEnvironment stage = PipeTestEnvironment.open();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void updatePauseAnswersWhenPausedAndNothingIsWrittenAfterwards() {
        LivePipeView pipe = stage.running(ReplicationMode.CDC_ONLY);
        PipeStatus answer = pipe.updates().pause(REQUEST);
        long writes = stage.stream.writes.get();
        assertThat(answer.state()).isEqualTo(PipeState.PAUSED);
        assertThat(pipe.state()).isEqualTo("Paused");
        assertThat(pipe.status()).isEqualTo(answer);
        assertThat(stage.stream.active).hasValue(0);
        assertThat(pipe.updates().pause(REQUEST)).isEqualTo(answer);
        assertThat(stage.stream.writes).hasValue(writes);
        assertThat(pipe.updates().resume(REQUEST).state()).isEqualTo(PipeState.RUNNING);
        await().until(() -> stage.stream.writes.get() > writes);
        assertThat(stage.stream.mostActive).hasValue(1);
    }

    @Test
    void resumeGoesOnWhereTheLeaseEnded() {
        LivePipeView pipe = stage.running(ReplicationMode.CDC_ONLY);
        await().until(() -> stage.stream.writes.get() > 3);
        pipe.updates().pause(REQUEST);
        long inserts = pipe.description().tables().getFirst().inserts();
        assertThat(pipe.description().position()).isEqualTo(Samples.position(100 + inserts).inEpoch(7));
        assertThat(pipe.details()).contains("**Lag:** 0 ms when the last lease ended, at ");
        pipe.updates().resume(REQUEST);
        await().until(() -> stage.stream.leases.size() == 2);
        assertThat(stage.stream.leases.get(1).position()).isEqualTo(Samples.position(100 + inserts).inEpoch(7));
        pipe.updates().pause(REQUEST);
        assertThat(pipe.description().tables().getFirst().inserts()).isGreaterThanOrEqualTo(inserts);
    }

    @Test
    void nonsenseIsRefusedWithTheReason() {
        LivePipeView pipe = stage.running(ReplicationMode.CDC_ONLY);
        LivePipeView.assertRefused(() -> pipe.updates().resume(REQUEST), "ClickPipe is already running");
        pipe.signal("resume");
        await().until(
                () -> pipe.journal().contains("Asked to resume, refused: ClickPipe is already running"));
        assertThat(pipe.details()).contains("### Running",
                "`pause`, `resync`, `addTables`, `dropTables`, `updateSettings`, `delete`",
                "Asked to resume, refused");
    }

    @Test
    void aCancelledLeaseIsToldToBeat() {
        LivePipeView pipe = stage.running(ReplicationMode.CDC_ONLY);
        assertThat(stage.stream.hastened).isEmpty();
        pipe.updates().pause(REQUEST);
        await().until(() -> stage.stream.hastened
                .contains(stage.stream.leases.getFirst().configuration().pipeId()));
    }

    @Test
    void completedAndFailedRefusePauseAndResume() {
        LivePipeView completed = stage.start(Samples.configuration(ReplicationMode.SNAPSHOT))
                .awaitState(PipeState.COMPLETED);
        LivePipeView.assertRefused(() -> completed.updates().pause(REQUEST), "ClickPipe is Completed");
        LivePipeView.assertRefused(() -> completed.updates().resume(REQUEST), "ClickPipe is Completed");
        stage.loading.setupError = Samples.error(ErrorKind.TABLE_MISSING);
        LivePipeView failed = stage.start(Samples.configuration(ReplicationMode.CDC)).awaitState(PipeState.FAILED);
        LivePipeView.assertRefused(() -> failed.updates().pause(REQUEST), "ClickPipe is Failed");
        LivePipeView.assertRefused(() -> failed.updates().resume(REQUEST), "ClickPipe is Failed");
        failed.signal("resume").signal("pause");
        await().until(() -> failed.journal().stream().filter(sentence -> sentence.contains("refused: ")).count() == 2);
        assertThat(failed.state()).isEqualTo("Failed");
        assertThat(failed.details()).contains("TABLE_MISSING", "what to do about TABLE_MISSING");
    }

    @Test
    void signalsBeforeTheFirstStepArePartOfIt() {
        PipeConfiguration configuration = Samples.configuration(ReplicationMode.CDC);
        LivePipeView pipe = stage.startAlone(configuration, true).signal("pause").signal("resume").signal("pause");
        stage.workersOf(configuration.serviceId());
        pipe.awaitState(PipeState.PAUSED);
        assertThat(stage.loading.calls).isEmpty();
    }

    @Test
    void aSignalTakesNothingOrRubbish() {
        LivePipeView pipe = stage.running(ReplicationMode.CDC_ONLY);
        pipe.signalWith("pause");
        pipe.awaitState(PipeState.PAUSED);
        pipe.signalWith("resume", "not an object");
        pipe.signalWith("resume", new PipeRequest(null));
        pipe.awaitState(PipeState.RUNNING).delete();
    }

    @Test
    void resumeOvertakesAPauseOnItsWay() {
        LivePipeView pipe = stage.running(ReplicationMode.CDC_ONLY);
        stage.stream.deaf = true;
        CompletableFuture<PipeStatus> paused = CompletableFuture.supplyAsync(() -> pipe.updates().pause(REQUEST));
        pipe.awaitState(PipeState.PAUSING).signal("resume");
        await().until(() -> pipe.journal().contains("Asked to resume: a test"));
        stage.stream.deaf = false;
        assertThat(paused).failsWithin(Duration.ofSeconds(30));
        pipe.awaitState(PipeState.RUNNING);
        await().until(() -> stage.stream.leases.size() == 2 && stage.stream.active.get() == 1);
        assertThat(stage.stream.mostActive).hasValue(1);
    }

    @Test
    void deleteOvertakesAPauseOnItsWay() {
        LivePipeView pipe = stage.running(ReplicationMode.CDC_ONLY);
        stage.stream.deaf = true;
        CompletableFuture<PipeStatus> paused = CompletableFuture.supplyAsync(() -> pipe.updates().pause(REQUEST));
        pipe.awaitState(PipeState.PAUSING);
        CompletableFuture<PipeStatus> deleted = CompletableFuture.supplyAsync(() -> pipe.updates().delete(REQUEST));
        pipe.awaitState(PipeState.STOPPING);
        stage.stream.deaf = false;
        assertThat(paused).failsWithin(Duration.ofSeconds(30));
        assertThat(deleted).succeedsWithin(Duration.ofSeconds(30))
                .satisfies(status -> assertThat(status.state()).isEqualTo(PipeState.STOPPED));
        pipe.awaitClosed();
        assertThat(stage.control.joined).isEmpty();
        assertThat(stage.stream.active).hasValue(0);
    }

    @Test
    void aCancelledWorkflowIsADeletedPipe() {
        LivePipeView pipe = stage.running(ReplicationMode.CDC_ONLY);
        pipe.cancel();
        await().until(() -> stage.control.joined.isEmpty() && stage.stream.active.get() == 0);
    }
}

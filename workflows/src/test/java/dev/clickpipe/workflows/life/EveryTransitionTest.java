package dev.clickpipe.workflows.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.clickpipe.workflows.contract.LeaseEnding;
import dev.clickpipe.workflows.contract.PreflightFinding;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.machine.PipeMachine;
import dev.clickpipe.workflows.pipe.PipeRequest;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.ResyncRequest;
import dev.clickpipe.workflows.pipe.UpdateSettingsRequest;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.testing.LivePipeView;
import dev.clickpipe.workflows.testing.SampleRequests;
import dev.clickpipe.workflows.testing.Samples;
import dev.clickpipe.workflows.testing.PipeTestEnvironment;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Walks through every transition of the state machine; the last test fails for one that no walk took. */
class EveryTransitionTest {
    @TestFactory
    Stream<DynamicTest> everyTransition() {
        return Stream.of(walk("a cdc pipe lives", this::wholeLife), walk("cdc_only skips the snapshot", this::cdcOnly),
                walk("snapshot mode completes", this::snapshotOnly), walk("checks fail", this::checksFail),
                walk("paused before set-up", this::pausedBeforeSetup),
                walk("paused in the snapshot", this::pausedInSnapshot), walk("errors fail it", this::errors),
                walk("tables fail of a pipe that follows nothing", this::errorsOfTablesThatNobodyFollows),
                walk("an error on the way to a pause", this::errorWhilePausing),
                walk("changed in the snapshot and while it runs", this::changed),
                walk("changed before set-up", this::changedEarly),
                walk("tables are added, loaded again and retried", this::reloads),
                walk("a reload is interrupted in every state", this::reloadInterrupted),
                walk("what was loaded cannot be used", this::reloadFails),
                walk("what was loaded for a completed pipe cannot be used", this::additionFails),
                walk("degraded, and then something else", this::degraded),
                walk("an error on the way to a change", this::errorWhileChanging),
                walk("deleted in every passing state", this::deletedAnywhere), DynamicTest
                        .dynamicTest("every listed transition was visited",
                                () -> assertThat(PipeTestEnvironment.VISITED)
                                        .containsAll(PipeMachine.TRANSITIONS)));
    }

    private static DynamicTest walk(String name, Consumer<PipeTestEnvironment> walk) {
        return DynamicTest.dynamicTest(name, () -> {
            try (PipeTestEnvironment stage = PipeTestEnvironment.open()) {
                walk.accept(stage);
            }
        });
    }

    private void wholeLife(PipeTestEnvironment stage) {
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.CDC)).awaitState(PipeState.RUNNING);
        assertThat(stage.loading.calls.subList(0, 2)).containsExactly("readStartPosition", "setUp");
        assertThat(stage.loading.loads).hasSize(6).allSatisfy((partition, times) -> assertThat(times).isEqualTo(1));
        await().until(() -> stage.stream.writes.get() > 2);
        pipe.signal("pause").awaitState(PipeState.PAUSED);
        assertThat(stage.stream.active).hasValue(0);
        pipe.signal("resume").awaitState(PipeState.RUNNING);
        stage.stream.awaitLease();
        pipe.delete();
        assertThat(stage.stream.active).hasValue(0);
        assertThat(stage.control.joined).isEmpty();
    }

    private void cdcOnly(PipeTestEnvironment stage) {
        stage.start(Samples.configuration(ReplicationMode.CDC_ONLY)).awaitState(PipeState.RUNNING).delete();
        assertThat(stage.loading.loads).isEmpty();
    }

    private void snapshotOnly(PipeTestEnvironment stage) {
        stage.start(Samples.configuration(ReplicationMode.SNAPSHOT)).awaitState(PipeState.COMPLETED).delete();
        assertThat(stage.loading.calls).doesNotContain("readStartPosition");
        assertThat(stage.stream.leases).isEmpty();
    }

    private void checksFail(PipeTestEnvironment stage) {
        stage.control.findings = List.of(
                new PreflightFinding("source.mysql.host", "db.example", "does not resolve", "Correct the host"),
                new PreflightFinding("binlog_format", "MIXED", "is not ROW", "SET GLOBAL binlog_format = 'ROW'"));
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.CDC)).awaitState(PipeState.FAILED);
        assertThat(pipe.status().error()).isNotNull().satisfies(error -> {
            assertThat(error.message()).contains("source.mysql.host (db.example): does not resolve",
                    "binlog_format (MIXED): is not ROW");
            assertThat(error.remedy()).contains("Correct the host", "SET GLOBAL binlog_format = 'ROW'");
        });
        pipe.delete();
    }

    private void pausedBeforeSetup(PipeTestEnvironment stage) {
        PipeConfiguration configuration = Samples.configuration(ReplicationMode.CDC);
        LivePipeView pipe = stage.startAlone(configuration, false).signal("pause");
        stage.workersOf(configuration.serviceId());
        pipe.awaitState(PipeState.PAUSED);
        assertThat(stage.loading.calls).isEmpty();
        pipe.signal("resume").awaitState(PipeState.RUNNING).signal("pause").awaitState(PipeState.PAUSED).delete();
    }

    private void pausedInSnapshot(PipeTestEnvironment stage) {
        stage.loading.mayFinish = 2;
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.CDC)).awaitState(PipeState.SNAPSHOT);
        await().until(() -> stage.loading.loads.size() == 2 && stage.loading.active.get() == 1);
        pipe.signal("pause").awaitState(PipeState.PAUSED);
        assertThat(stage.loading.active).hasValue(0);
        stage.loading.mayFinish = Integer.MAX_VALUE;
        pipe.signal("resume").awaitState(PipeState.RUNNING);
        assertThat(stage.loading.loads).hasSize(6).allSatisfy((partition, times) -> assertThat(times).isEqualTo(1));
        assertThat(pipe.description().tables()).allSatisfy(table -> assertThat(table.rowsLoaded()).isEqualTo(30));
        pipe.delete();
    }

    private void errors(PipeTestEnvironment stage) {
        stage.loading.setupError = Samples.error(ErrorKind.TABLE_MISSING);
        stage.start(Samples.configuration(ReplicationMode.CDC)).awaitState(PipeState.FAILED).delete();
        stage.loading.setupError = null;
        stage.loading.loadError = Samples.error(ErrorKind.VALUE_OUT_OF_RANGE);
        stage.start(Samples.configuration(ReplicationMode.CDC)).awaitState(PipeState.FAILED).delete();
        stage.stream.endings.add(new LeaseEnding.Failed(Samples.error(ErrorKind.POSITION_PURGED)));
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.CDC_ONLY)).awaitState(PipeState.FAILED);
        assertThat(pipe.status().error()).isEqualTo(Samples.error(ErrorKind.POSITION_PURGED));
        pipe.delete();
    }

    private void errorsOfTablesThatNobodyFollows(PipeTestEnvironment stage) {
        stage.loading.loadError = Samples.error(ErrorKind.VALUE_OUT_OF_RANGE, Samples.ORDERS);
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.SNAPSHOT))
                .awaitState(PipeState.DEGRADED);
        pipe.updates().resync(SampleRequests.RESYNC_ALL);
        await().until(() -> stage.loading.swaps.size() == 1);
        pipe.awaitState(PipeState.DEGRADED);
        stage.loading.loadError = null;
        stage.loading.setupErrorOf = Samples.error(ErrorKind.TABLE_MISSING, Samples.ORDERS);
        pipe.updates().retryTables(new PipeRequest("a test"));
        await().until(() -> notLoaded(pipe) == 2);
        stage.loading.setupErrorOf = null;
        stage.loading.swapError = Samples.error(ErrorKind.DESTINATION_CHANGED, Samples.ORDERS);
        pipe.awaitState(PipeState.DEGRADED).updates().retryTables(new PipeRequest("a test"));
        await().until(() -> notLoaded(pipe) == 3);
        stage.loading.swapError = null;
        pipe.awaitState(PipeState.DEGRADED).updates().retryTables(new PipeRequest("a test"));
        pipe.awaitState(PipeState.COMPLETED).delete();
        assertThat(stage.stream.leases).isEmpty();
    }

    private static long notLoaded(LivePipeView pipe) {
        return pipe.journal().stream().filter(line -> line.startsWith("Not loaded: `shop`.`orders`")).count();
    }

    private void errorWhilePausing(PipeTestEnvironment stage) {
        stage.stream.whenCancelled = new LeaseEnding.Failed(Samples.error(ErrorKind.SOURCE_CHANGED));
        LivePipeView pipe = stage.running(ReplicationMode.CDC_ONLY);
        pipe.signal("pause").awaitState(PipeState.FAILED);
        assertThat(pipe.status().error()).isEqualTo(Samples.error(ErrorKind.SOURCE_CHANGED));
    }

    private static final UpdateSettingsRequest CHANGE = new UpdateSettingsRequest(5, null, null, null, null, null, null,
            null, null, "a test");

    private void changed(PipeTestEnvironment stage) {
        stage.loading.mayFinish = 2;
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.CDC)).awaitState(PipeState.SNAPSHOT);
        await().until(() -> stage.loading.loads.size() == 2 && stage.loading.active.get() == 1);
        pipe.updates().updateSettings(CHANGE);
        stage.loading.mayFinish = Integer.MAX_VALUE;
        pipe.awaitState(PipeState.RUNNING).updates().updateSettings(CHANGE);
        pipe.awaitState(PipeState.RUNNING).delete();
    }

    private void errorWhileChanging(PipeTestEnvironment stage) {
        stage.stream.whenCancelled = new LeaseEnding.Failed(Samples.error(ErrorKind.SOURCE_CHANGED));
        LivePipeView pipe = stage.running(ReplicationMode.CDC_ONLY);
        pipe.signalWith("updateSettings", CHANGE);
        pipe.awaitState(PipeState.FAILED).delete();
    }

    private void changedEarly(PipeTestEnvironment stage) {
        PipeConfiguration configuration = Samples.configuration(ReplicationMode.CDC);
        LivePipeView pipe = stage.startAlone(configuration, true);
        await().until(() -> pipe.pending("AnswerReady"));
        pipe.updates().updateSettings(CHANGE);
        stage.loading.setupBlocked = true;
        stage.workersOf(configuration.serviceId());
        await().until(() -> stage.loading.calls.contains("setUp"));
        pipe.signalWith("updateSettings", new UpdateSettingsRequest(6, null, null, null, null, null, null, null, null,
                "a test"));
        pipe.awaitEntry("Modifying → Setup");
        stage.loading.setupBlocked = false;
        pipe.awaitState(PipeState.RUNNING).delete();
    }

    /** The in-memory server hangs when a call is cancelled that has just ended, so requests come while one waits. */
    private void reloads(PipeTestEnvironment stage) {
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.CDC)).awaitState(PipeState.RUNNING);
        stage.loading.mayFinish = 7;
        pipe.updates().resync(SampleRequests.RESYNC_ORDERS);
        await().until(() -> stage.loading.calls.stream().filter("load orders 2"::equals).count() == 2);
        pipe.updates().resync(new ResyncRequest(List.of(Samples.LINES), "a test"));
        stage.loading.mayFinish = Integer.MAX_VALUE;
        await().until(() -> stage.loading.swaps.size() == 2);
        pipe.awaitState(PipeState.RUNNING);
        stage.stream.endings.add(new LeaseEnding.SchemaBarrier(Samples.LINES, null, "a test"));
        pipe.awaitState(PipeState.DEGRADED).signal("pause").awaitState(PipeState.PAUSED);
        pipe.updates().resync(SampleRequests.RESYNC_ORDERS);
        pipe.updates().resync(new ResyncRequest(List.of(Samples.LINES), "a test"));
        pipe.signal("resume");
        await().until(() -> stage.loading.swaps.size() == 4);
        pipe.awaitState(PipeState.RUNNING).delete();
        LivePipeView completed = stage.start(Samples.configuration(ReplicationMode.SNAPSHOT))
                .awaitState(PipeState.COMPLETED);
        completed.updates().resync(SampleRequests.RESYNC_ALL);
        await().until(() -> stage.loading.swaps.size() == 5);
        completed.awaitState(PipeState.COMPLETED).delete();
        stage.stream.endings.add(new LeaseEnding.Failed(Samples.error(ErrorKind.POSITION_PURGED)));
        LivePipeView failed = stage.start(Samples.configuration(ReplicationMode.CDC)).awaitState(PipeState.FAILED);
        failed.updates().resync(SampleRequests.RESYNC_ALL);
        await().until(() -> stage.loading.swaps.size() == 6);
        failed.awaitState(PipeState.RUNNING).delete();
    }

    private void reloadInterrupted(PipeTestEnvironment stage) {
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.CDC)).awaitState(PipeState.RUNNING);
        stage.loading.swapBlocked = true;
        pipe.updates().resync(SampleRequests.RESYNC_ORDERS);
        await().until(() -> stage.loading.calls.contains("swap"));
        pipe.signal("pause").awaitState(PipeState.PAUSED);
        stage.loading.swapBlocked = false;
        pipe.signal("resume").awaitState(PipeState.RUNNING);
        int cleared = 1;
        for (String interruption : List.of("pause", "change", "delete")) {
            stage.stream.awaitLease();
            pipe.awaitCleared(stage, cleared++);
            stage.stream.arrivals.set(1);
            pipe.updates().resync(SampleRequests.RESYNC_ORDERS);
            pipe.awaitState(PipeState.RESYNC);
            switch (interruption) {
                case "pause" -> pipe.signal("pause").awaitState(PipeState.PAUSED).signal("resume");
                case "change" -> pipe.updates().updateSettings(new UpdateSettingsRequest(9, null, null, null, null,
                        null, null, null, null, "a test"));
                default -> pipe.delete();
            }
            stage.stream.arrivals.set(Integer.MAX_VALUE);
            if (!interruption.equals("delete")) {
                pipe.awaitState(PipeState.RUNNING);
            }
        }
    }

    private void reloadFails(PipeTestEnvironment stage) {
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.CDC)).awaitState(PipeState.RUNNING);
        stage.loading.setupError = Samples.error(ErrorKind.TABLE_MISSING);
        givenUp(stage, pipe, 1);
        stage.loading.setupError = null;
        stage.loading.loadError = Samples.error(ErrorKind.VALUE_OUT_OF_RANGE);
        givenUp(stage, pipe, 2);
        stage.loading.loadError = null;
        stage.loading.swapError = Samples.error(ErrorKind.DESTINATION_CHANGED);
        givenUp(stage, pipe, 3);
        stage.loading.swapError = null;
        stage.stream.otherServer = true;
        pipe.updates().resync(SampleRequests.RESYNC_ORDERS);
        pipe.awaitEntry("Resync → Setup");
        stage.stream.otherServer = false;
        await().until(() -> stage.loading.swaps.size() == 1);
        pipe.awaitState(PipeState.RUNNING);
        stage.stream.awaitLease();
        pipe.awaitCleared(stage, 4);
        stage.stream.whenCancelled = new LeaseEnding.Failed(Samples.error(ErrorKind.SOURCE_CHANGED));
        stage.stream.cancelsUntilThat.set(2);
        pipe.updates().resync(SampleRequests.RESYNC_ORDERS);
        pipe.awaitState(PipeState.FAILED).delete();
    }

    private void additionFails(PipeTestEnvironment stage) {
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.SNAPSHOT))
                .awaitState(PipeState.COMPLETED);
        stage.loading.setupError = Samples.error(ErrorKind.TABLE_MISSING);
        leftCompleted(stage, pipe, 1);
        stage.loading.setupError = null;
        stage.loading.loadError = Samples.error(ErrorKind.VALUE_OUT_OF_RANGE);
        leftCompleted(stage, pipe, 2);
        stage.loading.loadError = null;
        stage.loading.swapError = Samples.error(ErrorKind.DESTINATION_CHANGED);
        leftCompleted(stage, pipe, 3);
        pipe.delete();
    }

    private static void leftCompleted(PipeTestEnvironment stage, LivePipeView pipe, int times) {
        pipe.updates().resync(SampleRequests.RESYNC_ORDERS);
        await().until(() -> pipe.journal().stream().filter(line -> line.startsWith("Not loaded")).count() == times);
        pipe.awaitState(PipeState.COMPLETED).awaitCleared(stage, times);
        assertThat(pipe.description().tables()).hasSize(2);
    }

    private static void givenUp(PipeTestEnvironment stage, LivePipeView pipe, int times) {
        pipe.updates().resync(SampleRequests.RESYNC_ORDERS);
        await().until(() -> pipe.journal().stream().filter(line -> line.startsWith("Not loaded")).count() == times);
        pipe.awaitState(PipeState.RUNNING).awaitCleared(stage, times);
    }

    private void degraded(PipeTestEnvironment stage) {
        for (String then : List.of("change", "error", "delete")) {
            LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.CDC)).awaitState(PipeState.RUNNING);
            stage.stream.endings.add(new LeaseEnding.SchemaBarrier(Samples.ORDERS, null, "a test"));
            pipe.awaitState(PipeState.DEGRADED);
            stage.stream.awaitLease();
            switch (then) {
                case "change" -> {
                    pipe.updates().dropTables(SampleRequests.DROP_ORDERS);
                    pipe.awaitState(PipeState.RUNNING).delete();
                }
                case "error" -> {
                    stage.stream.endings.add(new LeaseEnding.Failed(Samples.error(ErrorKind.POSITION_PURGED)));
                    pipe.awaitState(PipeState.FAILED).delete();
                }
                default -> pipe.delete();
            }
        }
    }

    private void deletedAnywhere(PipeTestEnvironment stage) {
        LivePipeView provisioning = stage.startAlone(Samples.configuration(ReplicationMode.CDC), true);
        await().until(() -> provisioning.pending("AnswerReady"));
        provisioning.delete();
        stage.loading.setupBlocked = true;
        LivePipeView settingUp = stage.start(Samples.configuration(ReplicationMode.CDC));
        await().until(() -> stage.loading.calls.contains("setUp"));
        settingUp.delete();
        stage.loading.setupBlocked = false;
        stage.loading.mayFinish = 0;
        LivePipeView loading = stage.start(Samples.configuration(ReplicationMode.CDC)).awaitState(PipeState.SNAPSHOT);
        await().until(() -> stage.loading.active.get() == 2);
        loading.delete();
        assertThat(stage.loading.active).hasValue(0);
        stage.stream.deaf = true;
        LivePipeView pausing = stage.start(Samples.configuration(ReplicationMode.CDC_ONLY));
        stage.stream.awaitLease();
        pausing.signal("pause").awaitState(PipeState.PAUSING).signal("delete").awaitState(PipeState.STOPPING);
        stage.stream.deaf = false;
        pausing.awaitClosed();
        stage.stream.deaf = true;
        LivePipeView modifying = stage.start(Samples.configuration(ReplicationMode.CDC_ONLY));
        stage.stream.awaitLease();
        modifying.signalWith("updateSettings", CHANGE);
        modifying.awaitState(PipeState.MODIFYING).signal("delete").awaitState(PipeState.STOPPING);
        stage.stream.deaf = false;
        modifying.awaitClosed();
        assertThat(stage.control.joined).isEmpty();
    }
}

package dev.clickpipe.workflows.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.clickpipe.workflows.contract.LeaseEnding;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.memory.Operation;
import dev.clickpipe.workflows.pipe.PipeRequest;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.PipeWorkflow;
import dev.clickpipe.workflows.pipe.UpdateSettingsRequest;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.testing.LivePipeView;
import dev.clickpipe.workflows.testing.SampleRequests;
import dev.clickpipe.workflows.testing.Samples;
import dev.clickpipe.workflows.testing.PipeTestEnvironment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What can be asked of a pipe in each state is offered; all else is refused with the state and what would work. */
class OperationsTest {
    private static final UpdateSettingsRequest SETTINGS = new UpdateSettingsRequest(5, null, null, null, null, null,
            null,
            null, null, "a test");

    @TestFactory
    Stream<DynamicTest> everyState() {
        return Stream.of(
                offers("Provisioning", "pause addTables dropTables updateSettings delete", this::provisioning),
                offers("Setup", "pause addTables dropTables updateSettings delete", this::settingUp),
                offers("Snapshot", "pause resync addTables dropTables updateSettings delete", this::loading),
                offers("Running", "pause resync addTables dropTables updateSettings delete",
                        PipeTestEnvironment::following),
                offers("Pausing", "resume resync addTables dropTables updateSettings delete", this::pausing),
                offers("Paused", "resume resync addTables dropTables updateSettings delete",
                        stage -> stage.following().signal("pause").awaitState(PipeState.PAUSED)),
                offers("Paused", "resume addTables dropTables updateSettings delete", this::pausedBeforeSetup),
                offers("Paused", "retryTables resume resync addTables dropTables updateSettings delete",
                        stage -> degraded(stage).signal("pause").awaitState(PipeState.PAUSED)),
                offers("Modifying", "pause resync addTables dropTables updateSettings delete", this::modifying),
                offers("Resync", "pause resync addTables dropTables updateSettings delete", this::resyncing),
                offers("Completed", "resync addTables dropTables updateSettings delete", stage -> stage
                        .start(Samples.configuration(ReplicationMode.SNAPSHOT)).awaitState(PipeState.COMPLETED)),
                offers("Failed", "resync dropTables updateSettings delete", this::failed),
                offers("Degraded", "retryTables pause resync addTables dropTables updateSettings delete",
                        OperationsTest::degraded),
                offers("Stopping", "", this::stopping));
    }

    /** What the Web UI shows to people who are about to send one. */
    @Test
    void everySignalSaysWhatItDoesAndTakes() {
        try (PipeTestEnvironment stage = PipeTestEnvironment.open()) {
            Map<String, String> signals = new HashMap<>(stage.following().signals());
            assertThat(signals.remove("")).as("of any other name").contains("refused");
            assertThat(signals).allSatisfy(
                    (name, description) -> assertThat(description).as(name).matches("[A-Z].+ JSON: \\{.+\\}.*"))
                    .containsOnlyKeys(Stream.of(Operation.values()).map(Operation::signal).toList());
        }
    }

    private static DynamicTest offers(String state, String operations,
            Function<PipeTestEnvironment, LivePipeView> walk) {
        return DynamicTest.dynamicTest(state + ": " + operations, () -> {
            try (PipeTestEnvironment stage = PipeTestEnvironment.open()) {
                LivePipeView pipe = walk.apply(stage);
                assertThat(pipe.description().state().wireName()).isEqualTo(state);
                List<Operation> offered = Stream.of(Operation.values())
                        .filter(operation -> List.of(operations.split(" ")).contains(operation.signal())).toList();
                assertThat(pipe.details()).contains("**What can be done now:** " + (offered.isEmpty()
                        ? "nothing more"
                        : offered.stream().map(operation -> "`" + operation.signal() + "`")
                                .collect(Collectors.joining(", "))));
                PipeConfiguration before = pipe.configuration();
                for (Operation operation : Operation.values()) {
                    if (!offered.contains(operation) && !welcomeTwice(state).contains(operation)) {
                        assertRefused(pipe, operation, state);
                    }
                }
                assertThat(pipe.configuration()).isEqualTo(before);
                assertThat(pipe.description().state().wireName()).isEqualTo(state);
            }
        });
    }

    /** Asked for again, it changes nothing and is not refused. */
    private static Set<Operation> welcomeTwice(String state) {
        return switch (state) {
            case "Pausing", "Paused" -> Set.of(Operation.PAUSE);
            case "Stopping" -> Set.of(Operation.DELETE);
            default -> Set.of();
        };
    }

    private static void assertRefused(LivePipeView pipe, Operation operation, String state) {
        boolean known = operation == Operation.RESUME && !List.of("Completed", "Failed", "Stopping").contains(state);
        String reason = LivePipeView.refusal(() -> ask(pipe.updates(), operation));
        if (known) {
            // Clients compare this text.
            assertThat(reason).isEqualTo("ClickPipe is already running");
        } else {
            assertThat(reason).as("%s in %s", operation, state).startsWith("ClickPipe is " + state)
                    .matches(".*(; | it can be | create ).+");
        }
    }

    private static void ask(PipeWorkflow updates, Operation operation) {
        switch (operation) {
            case PAUSE -> updates.pause(new PipeRequest("a test"));
            case RESUME -> updates.resume(new PipeRequest("a test"));
            case RETRY_TABLES -> updates.retryTables(new PipeRequest("a test"));
            case RESYNC -> updates.resync(SampleRequests.RESYNC_ALL);
            case ADD_TABLES -> updates.addTables(SampleRequests.ADD_PARTS);
            case DROP_TABLES -> updates.dropTables(SampleRequests.DROP_ORDERS);
            case UPDATE_SETTINGS -> updates.updateSettings(SETTINGS);
            case DELETE -> updates.delete(new PipeRequest("a test"));
        }
    }

    private LivePipeView provisioning(PipeTestEnvironment stage) {
        LivePipeView pipe = stage.startAlone(Samples.configuration(ReplicationMode.CDC), true);
        await().until(() -> pipe.pending("AnswerReady"));
        return pipe;
    }

    private LivePipeView settingUp(PipeTestEnvironment stage) {
        stage.loading.setupBlocked = true;
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.CDC));
        await().until(() -> stage.loading.calls.contains("setUp"));
        return pipe;
    }

    private LivePipeView loading(PipeTestEnvironment stage) {
        stage.loading.mayFinish = 0;
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.CDC)).awaitState(PipeState.SNAPSHOT);
        await().until(() -> stage.loading.active.get() == 2);
        return pipe;
    }

    private LivePipeView pausing(PipeTestEnvironment stage) {
        LivePipeView pipe = stage.following();
        stage.stream.deaf = true;
        return pipe.signal("pause").awaitState(PipeState.PAUSING);
    }

    private LivePipeView pausedBeforeSetup(PipeTestEnvironment stage) {
        PipeConfiguration configuration = Samples.configuration(ReplicationMode.CDC);
        LivePipeView pipe = stage.startAlone(configuration, false).signal("pause");
        stage.workersOf(configuration.serviceId());
        return pipe.awaitState(PipeState.PAUSED);
    }

    private static LivePipeView degraded(PipeTestEnvironment stage) {
        LivePipeView pipe = stage.following();
        stage.stream.endings.add(new LeaseEnding.SchemaBarrier(Samples.ORDERS, null, "a test"));
        pipe.awaitState(PipeState.DEGRADED);
        stage.stream.awaitLeaseOf(Samples.LINES);
        return pipe;
    }

    private LivePipeView modifying(PipeTestEnvironment stage) {
        LivePipeView pipe = stage.following();
        stage.stream.deaf = true;
        pipe.signalWith("updateSettings", SETTINGS);
        return pipe.awaitState(PipeState.MODIFYING);
    }

    private LivePipeView resyncing(PipeTestEnvironment stage) {
        LivePipeView pipe = stage.following();
        stage.loading.swapBlocked = true;
        pipe.updates().resync(SampleRequests.RESYNC_ORDERS);
        await().until(() -> stage.loading.calls.contains("swap"));
        return pipe.awaitState(PipeState.RESYNC);
    }

    private LivePipeView failed(PipeTestEnvironment stage) {
        stage.stream.endings.add(new LeaseEnding.Failed(Samples.error(ErrorKind.POSITION_PURGED)));
        return stage.start(Samples.configuration(ReplicationMode.CDC)).awaitState(PipeState.FAILED);
    }

    private LivePipeView stopping(PipeTestEnvironment stage) {
        return pausing(stage).signal("delete").awaitState(PipeState.STOPPING);
    }
}

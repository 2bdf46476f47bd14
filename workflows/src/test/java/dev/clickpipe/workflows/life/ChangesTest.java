package dev.clickpipe.workflows.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.pipe.DropTablesRequest;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.EditRequest;
import dev.clickpipe.workflows.pipe.TableSummary;
import dev.clickpipe.workflows.pipe.UpdateSettingsRequest;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import dev.clickpipe.workflows.testing.LivePipeView;
import dev.clickpipe.workflows.testing.SampleRequests;
import dev.clickpipe.workflows.testing.Samples;
import dev.clickpipe.workflows.testing.PipeTestEnvironment;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateStage;
import dev.clickpipe.workflows.pipe.PipeStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Other settings and fewer tables, in every state, several at once, and nonsense. */
class ChangesTest {
    private final PipeTestEnvironment stage = PipeTestEnvironment.open();

    @AfterEach
    void close() {
        stage.close();
    }

    private static UpdateSettingsRequest loading(@Nullable Integer parallelism, @Nullable Integer rowsPerPartition,
            @Nullable Integer parallelTables) {
        return UpdateSettingsRequest.nothing().loading(parallelism, rowsPerPartition, parallelTables);
    }

    @Test
    void theNextLeaseHasTheNewSettingsAndNothingIsLoadedAgain() {
        LivePipeView pipe = stage.following();
        int loaded = stage.loading.loads.size();
        pipe.updates().updateSettings(SampleRequests.syncInterval(7));
        pipe.awaitState(PipeState.RUNNING);
        await().until(() -> stage.stream.leases.size() == 2);
        assertThat(stage.stream.leases.get(1)).satisfies(lease -> {
            assertThat(lease.configuration().replication().syncIntervalSeconds()).isEqualTo(7);
            assertThat(lease.configuration().revision()).isEqualTo(2);
            assertThat(lease.position().ordinal()).isGreaterThan(100);
            assertThat(lease.tables()).hasSize(2);
        });
        assertThat(pipe.configuration().replication().syncIntervalSeconds()).isEqualTo(7);
        assertThat(stage.loading.loads).hasSize(loaded);
        assertThat(stage.stream.mostActive).hasValue(1);
        assertThat(pipe.journal()).contains("Asked to change settings", "Done: change settings");
    }

    @Test
    void theNextLoadIsAsParallelAsWasAskedFor() {
        LivePipeView pipe = stage.following();
        assertThat(stage.loading.mostActive.get()).isLessThanOrEqualTo(2);
        assertThat(stage.loading.plans)
                .extracting(plan -> plan.configuration().replication().snapshotRowsPerPartition())
                .containsOnly(100_000);
        Map<String, Integer> loaded = Map.copyOf(stage.loading.loads);
        stage.loading.plans.clear();
        pipe.signalWith("updateSettings", Map.of("initialLoadParallelism", 3, "snapshotNumRowsPerPartition", 5000,
                "snapshotNumberOfParallelTables", 2));
        pipe.awaitEntry("Done: change settings");
        pipe.awaitState(PipeState.RUNNING);
        assertThat(stage.loading.loads).as("nothing is read again because of it").isEqualTo(loaded);
        stage.loading.mayFinish = 6;
        pipe.updates().resync(SampleRequests.RESYNC_ALL);
        await().until(() -> stage.loading.active.get() == 6);
        stage.loading.mayFinish = Integer.MAX_VALUE;
        await().until(() -> stage.loading.swaps.size() == 1);
        assertThat(stage.loading.plans).hasSize(2).extracting(
                plan -> plan.configuration().replication().snapshotRowsPerPartition()).containsOnly(5000);
        assertThat(pipe.configuration().replication()).satisfies(replication -> {
            assertThat(replication.initialLoadParallelism()).isEqualTo(3);
            assertThat(replication.snapshotParallelTables()).isEqualTo(2);
        });
    }

    @Test
    void theRestOfASnapshotIsAsParallelAsWasAskedForMeanwhile() {
        stage.loading.partitionsPerTable = 8;
        stage.loading.mayFinish = 2;
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.CDC)).awaitState(PipeState.SNAPSHOT);
        await().until(() -> stage.loading.loads.size() == 2 && stage.loading.active.get() == 2);
        pipe.updates().updateSettings(loading(5, null, null));
        await().until(() -> stage.loading.active.get() == 5);
        stage.loading.mayFinish = Integer.MAX_VALUE;
        pipe.awaitState(PipeState.RUNNING);
        assertThat(stage.loading.mostActive).as("the other table waits").hasValue(5);
        assertThat(stage.loading.loads).hasSize(16).allSatisfy((partition, times) -> assertThat(times).isEqualTo(1));
    }

    @Test
    void aRenamedPipeGoesByItsNewNameInAllThatIsShown() {
        LivePipeView pipe = stage.following();
        pipe.updates().edit(rename("invoices"));
        await().until(() -> stage.stream.leases.size() == 2);
        assertThat(stage.stream.leases.get(1).configuration().name()).isEqualTo("invoices");
        assertThat(pipe.configuration().name()).isEqualTo("invoices");
        assertThat(pipe.journal()).contains("Done: go by the name invoices: a test");
        assertThatThrownBy(() -> pipe.updates().edit(rename(" ")))
                .hasStackTraceContaining("name: it is empty");
    }

    @Test
    void anEditIsMadeAsAWholeOrNotAtAll() {
        LivePipeView pipe = stage.following();
        TableMapping again = Samples.mapping(Samples.ORDERS, "other_orders");
        assertThatThrownBy(() -> pipe.updates().edit(new EditRequest("invoices", SampleRequests.syncInterval(7),
                List.of(Samples.LINES), List.of(again), null))).hasStackTraceContaining("drop it first");
        assertThat(pipe.configuration()).satisfies(configuration -> {
            assertThat(configuration.name()).isNotEqualTo("invoices");
            assertThat(configuration.revision()).isEqualTo(1);
        });
        pipe.updates()
                .edit(new EditRequest("invoices", SampleRequests.syncInterval(7), List.of(Samples.ORDERS),
                        List.of(again),
                        "a test"));
        pipe.awaitState(PipeState.RUNNING);
        assertThat(pipe.configuration()).satisfies(configuration -> {
            assertThat(configuration.name()).isEqualTo("invoices");
            assertThat(configuration.replication().syncIntervalSeconds()).isEqualTo(7);
            assertThat(configuration.tables()).extracting(TableMapping::target).contains("other_orders");
        });
        assertThat(pipe.journal()).contains("Done: go by the name invoices: a test", "Done: change settings: a test");
    }

    /** The service holds a name until it hears of it. */
    @Test
    void theServiceHearsOfEveryNameInTheirOrder() {
        LivePipeView pipe = stage.following();
        String first = pipe.configuration().name();
        stage.stream.deaf = true;
        WorkflowStub requests = stage.client().newUntypedWorkflowStub(pipe.execution().getExecution().getWorkflowId());
        for (String name : List.of("invoices", first)) {
            requests.startUpdate("edit", WorkflowUpdateStage.ACCEPTED, PipeStatus.class, rename(name));
        }
        stage.stream.deaf = false;
        await().until(() -> stage.control.names.equals(List.of(first, "invoices", first)));
    }

    private static EditRequest rename(String name) {
        return new EditRequest(name, UpdateSettingsRequest.nothing(), List.of(), List.of(), "a test");
    }

    @Test
    void droppedTablesAreInNoLeaseAfterwards() {
        LivePipeView pipe = stage.following();
        pipe.updates().dropTables(SampleRequests.DROP_ORDERS);
        await().until(() -> stage.stream.leases.size() == 2);
        assertThat(stage.stream.leases.get(1).tables()).singleElement()
                .satisfies(table -> assertThat(table.source()).isEqualTo(Samples.LINES));
        assertThat(pipe.description().tables()).extracting(TableSummary::source).containsExactly(Samples.LINES);
        assertThat(pipe.configuredTables()).containsExactly(Samples.LINES);
        pipe.updates().dropTables(SampleRequests.DROP_LINES);
        await().until(() -> stage.stream.leases.size() == 3 && stage.stream.active.get() == 1);
        assertThat(stage.stream.leases.get(2).tables()).isEmpty();
        pipe.signal("pause").awaitState(PipeState.PAUSED).signal("resume").awaitState(PipeState.RUNNING).delete();
    }

    @Test
    void inTheSnapshotTheOtherTablesGoOnWithWhatIsLeft() {
        stage.loading.mayFinish = 4;
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.CDC)).awaitState(PipeState.SNAPSHOT);
        await().until(() -> stage.loading.loads.size() == 4 && stage.loading.active.get() == 2);
        pipe.updates().dropTables(SampleRequests.DROP_ORDERS);
        stage.loading.mayFinish = Integer.MAX_VALUE;
        pipe.awaitState(PipeState.RUNNING);
        assertThat(stage.loading.loads).hasSize(6).allSatisfy((partition, times) -> assertThat(times).isEqualTo(1));
        assertThat(pipe.description().tables()).singleElement()
                .satisfies(table -> assertThat(table.rowsLoaded()).isEqualTo(30));
    }

    @Test
    void withoutTheTableThatIsLeftASnapshotIsComplete() {
        stage.loading.mayFinish = 3;
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.SNAPSHOT))
                .awaitState(PipeState.SNAPSHOT);
        await().until(() -> stage.loading.loads.size() == 3 && stage.loading.active.get() == 2);
        pipe.updates().dropTables(SampleRequests.DROP_LINES);
        pipe.awaitState(PipeState.COMPLETED).updates().dropTables(SampleRequests.DROP_ORDERS);
        assertThat(pipe.state()).isEqualTo("Completed");
        assertThat(pipe.configuration().tables()).isEmpty();
    }

    @Test
    void aPausedPipeIsChangedAndStaysPaused() {
        LivePipeView pipe = stage.following().signal("pause").awaitState(PipeState.PAUSED);
        assertThat(pipe.updates().updateSettings(SampleRequests.syncInterval(9)).state()).isEqualTo(PipeState.PAUSED);
        assertThat(pipe.updates().dropTables(SampleRequests.DROP_LINES).state()).isEqualTo(PipeState.PAUSED);
        assertThat(stage.stream.leases).hasSize(1);
        pipe.signal("resume").awaitState(PipeState.RUNNING);
        await().until(() -> stage.stream.leases.size() == 2);
        assertThat(stage.stream.leases.get(1).configuration().replication().syncIntervalSeconds()).isEqualTo(9);
        assertThat(stage.stream.leases.get(1).tables()).hasSize(1);
    }

    @Test
    void beforeSetUpAndWhenFailedTooAndNoneOfManyIsLost() {
        stage.loading.setupError = Samples.error(ErrorKind.TABLE_MISSING);
        PipeConfiguration configuration = Samples.configuration(ReplicationMode.CDC);
        LivePipeView pipe = stage.startAlone(configuration, true);
        for (int seconds = 2; seconds <= 21; seconds++) {
            pipe.signalWith("updateSettings", SampleRequests.syncInterval(seconds));
        }
        pipe.signalWith("dropTables", SampleRequests.DROP_ORDERS);
        stage.workersOf(configuration.serviceId());
        pipe.awaitState(PipeState.FAILED);
        pipe.updates().updateSettings(
                new UpdateSettingsRequest(null, 5, true, null, 3307, "another", null, null, 42L, "a test"));
        PipeConfiguration changed = pipe.configuration();
        assertThat(changed.revision()).isEqualTo(23);
        assertThat(changed.replication().syncIntervalSeconds()).isEqualTo(21);
        assertThat(changed.replication().pullBatchSize()).isEqualTo(5);
        assertThat(changed.replication().useCompression()).isTrue();
        assertThat(changed.source().port()).isEqualTo(3307);
        assertThat(changed.source().username()).isEqualTo("another");
        assertThat(changed.source().serverId()).isEqualTo(42);
        assertThat(changed.tables()).extracting(TableMapping::source).containsExactly(Samples.LINES);
    }

    @Test
    void whatMakesNoSenseIsRefusedAndNothingChanges() {
        LivePipeView pipe = stage.following();
        LivePipeView.assertRefused(() -> pipe.updates().dropTables(
                new DropTablesRequest(List.of(Samples.LINES, new TableName("shop", "nowhere")), null)),
                "the pipe has no table `shop`.`nowhere`");
        LivePipeView.assertRefused(() -> pipe.updates().dropTables(new DropTablesRequest(List.of(), null)),
                "it names no table");
        LivePipeView.assertRefused(() -> pipe.updates().updateSettings(SampleRequests.syncInterval(0)),
                "syncIntervalSeconds (0): it is out of");
        LivePipeView.assertRefused(() -> pipe.updates().updateSettings(UpdateSettingsRequest.nothing()),
                "it names no setting");
        LivePipeView.assertRefused(
                () -> pipe.updates().updateSettings(new UpdateSettingsRequest(null, null, null, "other.example",
                        null, null, null, null, null, null)),
                "host: the password is sealed for db.example");
        LivePipeView.assertRefused(() -> pipe.updates().updateSettings(
                new UpdateSettingsRequest(null, null, null, null, null, null, null, null, 1L << 32, null)),
                "serverId (4294967296): it is out of range");
        LivePipeView.assertRefused(() -> pipe.updates().updateSettings(loading(0, null, null)),
                "initialLoadParallelism (0): it is out of range; give 1 to 2147483647");
        LivePipeView.assertRefused(() -> pipe.updates().updateSettings(loading(null, 999, null)),
                "snapshotNumRowsPerPartition (999): it is out of range; give 1000 to 2147483647");
        LivePipeView.assertRefused(() -> pipe.updates().updateSettings(loading(null, null, -1)),
                "snapshotNumberOfParallelTables (-1): it is out of range; give 1 to 2147483647");
        assertThat(pipe.updates().updateSettings(SampleRequests.syncInterval(1)).state()).as("so already")
                .isEqualTo(PipeState.RUNNING);
        assertThat(pipe.updates().updateSettings(loading(2, 100_000, 1)).state()).as("so already")
                .isEqualTo(PipeState.RUNNING);
        pipe.signalWith("dropTables");
        pipe.signalWith("dropTables", "orders");
        pipe.signalWith("dropTables", Map.of("tables", "orders"));
        pipe.signalWith("dropTables", Map.of("tables", List.of(Map.of("schema", "shop"))));
        pipe.signalWith("updateSettings", List.of(1, 2));
        pipe.signalWith("updateSettings", Map.of("syncIntervalSecond", 5));
        pipe.signalWith("updateSettings", Map.of());
        pipe.signalWith("updateSettings", Map.of("syncIntervalSeconds", 5, "pullBatchSise", 7));
        pipe.signalWith("pause", 7);
        pipe.signalWith("puase");
        await().until(() -> pipe.journal().stream().filter(line -> line.contains("refused: ")).count() == 10);
        assertThat(pipe.journal()).contains("Asked to puase, refused: there is no such signal; what can be asked is"
                + " retryTables, resume, pause, resync, addTables, dropTables, updateSettings, delete");
        assertThat(pipe.journal()).anyMatch(line -> line.startsWith("Asked to pause, refused: its argument is not"))
                .anyMatch(line -> line.startsWith("Asked to change settings, refused: it names no setting"));
        assertThat(pipe.state()).isEqualTo("Running");
        assertThat(stage.stream.leases).hasSize(1);
        assertThat(pipe.configuration().revision()).isEqualTo(1);
    }
}

package dev.clickpipe.workflows.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.clickpipe.workflows.contract.TaskQueues;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeFailures;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.testing.Samples;
import dev.clickpipe.workflows.testing.PipeTestEnvironment;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SnapshotWorkflowImplTest {
    private final PipeConfiguration configuration = Samples.configuration(ReplicationMode.SNAPSHOT);
    private PipeTestEnvironment stage = PipeTestEnvironment.open();

    @BeforeEach
    void open() {
        stage = PipeTestEnvironment.open().workersOf(configuration.serviceId());
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private WorkflowStub start(List<TableLoad> done) {
        SnapshotWorkflow stub = stage.client().newWorkflowStub(SnapshotWorkflow.class, WorkflowOptions.newBuilder()
                .setTaskQueue(TaskQueues.CONTROL).setWorkflowId("snapshot-of-a-test").build());
        WorkflowClient.start(stub::load, new SnapshotRequest(configuration, Samples.routed(configuration), done, 5,
                new Coordinates.Gtid("start:1-3")));
        return WorkflowStub.fromTyped(stub);
    }

    @Test
    void loadsEveryPartitionOnceWithinItsBounds() {
        stage.loading.partitionsPerTable = 9;
        SnapshotProgress progress = start(List.of()).getResult(SnapshotProgress.class);
        assertThat(progress.tables()).hasSize(2).allSatisfy(load -> {
            assertThat(load.finished()).isTrue();
            assertThat(load.rows()).isEqualTo(90);
            assertThat(load.partitionsDone()).isEqualTo(9);
        });
        assertThat(stage.loading.loads).hasSize(18).allSatisfy((name, times) -> assertThat(times).isEqualTo(1));
        assertThat(stage.loading.mostActive).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void plansInStretches() {
        stage.loading.partitionsPerTable = TableLoader.STRETCH + 5;
        stage.loading.mayFinish = TableLoader.STRETCH + 1;
        WorkflowStub snapshot = start(List.of());
        await().until(() -> stage.loading.loads.size() == TableLoader.STRETCH + 1);
        assertThat(stage.loading.calls.stream().filter(call -> call.startsWith("plan"))).containsExactly(
                "plan orders 0", "plan orders " + TableLoader.STRETCH);
        snapshot.signal("stop");
        TableLoad orders = snapshot.getResult(SnapshotProgress.class).tables().getFirst();
        assertThat(orders.partitionsDone() + orders.pending().size()).isEqualTo(TableLoader.STRETCH + 5);
    }

    @Test
    void stopsAndGoesOnFromThere() {
        stage.loading.mayFinish = 4;
        WorkflowStub first = start(List.of());
        await().until(() -> stage.loading.loads.size() == 4 && stage.loading.active.get() == 2);
        assertThat(first.query("__temporal_workflow_metadata", WorkflowMetadata.class).getCurrentDetails())
                .contains("1 of 2 tables loaded", "`████████████████████`");
        first.signal("stop");
        SnapshotProgress stopped = first.getResult(SnapshotProgress.class);
        assertThat(stage.loading.active).hasValue(0);
        assertThat(stopped.tables()).extracting(TableLoad::partitionsDone).containsExactly(3, 1);
        stage.loading.mayFinish = Integer.MAX_VALUE;
        SnapshotProgress complete = start(stopped.tables()).getResult(SnapshotProgress.class);
        assertThat(complete.tables()).allMatch(TableLoad::finished);
        assertThat(stage.loading.loads).hasSize(6).allSatisfy((name, times) -> assertThat(times).isEqualTo(1));
    }

    @Test
    void loadTablesTakeTheirPlaceAlsoAfterAStop() {
        stage.loading.partitionsPerTable = 1;
        stage.loading.appended = true;
        stage.loading.placesBlocked = true;
        WorkflowStub first = start(List.of());
        await().until(() -> stage.loading.calls.contains("takePlace orders"));
        first.signal("stop");
        SnapshotProgress stopped = first.getResult(SnapshotProgress.class);
        TableLoad orders = stopped.tables().getFirst();
        assertThat(orders.loadTable()).isNotNull();
        assertThat(orders.finished()).isFalse();
        stage.loading.placesBlocked = false;
        SnapshotProgress complete = start(stopped.tables()).getResult(SnapshotProgress.class);
        assertThat(complete.tables()).allMatch(TableLoad::finished).extracting(TableLoad::taken)
                .allSatisfy(route -> assertThat(route.tableUuid()).startsWith("load-of-"));
        assertThat(stage.loading.loads).allSatisfy((name, times) -> assertThat(times).isEqualTo(1));
    }

    @Test
    void theFirstErrorThatNeedsAPersonStopsIt() {
        stage.loading.loadError = Samples.error(ErrorKind.VALUE_OUT_OF_RANGE);
        WorkflowStub snapshot = start(List.of());
        assertThatThrownBy(() -> snapshot.getResult(SnapshotProgress.class))
                .isInstanceOf(WorkflowFailedException.class).satisfies(failed -> assertThat(
                        PipeFailures.errorIn(failed)).contains(Samples.error(ErrorKind.VALUE_OUT_OF_RANGE)));
        assertThat(stage.loading.active).hasValue(0);
    }

    @Test
    void barsAreFullOnlyWhenTheTableIs() {
        TableLoad underestimated = new TableLoad(Samples.ORDERS, 10, 80, 10, 5, 5, List.of(), null, false, List.of(),
                null, null);
        assertThat(SnapshotDetails.markdown(List.of(underestimated))).contains("`███████████████████░`");
        TableLoad empty = new TableLoad(Samples.ORDERS, 0, 0, 0, 0, 0, List.of(), null, true, List.of(), null, null);
        assertThat(SnapshotDetails.markdown(List.of(empty))).contains("`████████████████████`");
    }
}

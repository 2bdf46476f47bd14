package dev.clickpipe.workflows.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.clickpipe.workflows.contract.LeaseEnding;
import java.util.List;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.contract.Route;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.TableSummary;
import dev.clickpipe.workflows.pipe.UpdateSettingsRequest;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.testing.LivePipeView;
import dev.clickpipe.workflows.testing.Samples;
import dev.clickpipe.workflows.testing.PipeTestEnvironment;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import java.time.Duration;
import java.util.Collections;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Leases: their endings, what is kept from one to the next, and from one run to the next. */
class StreamingTest {
    private final PipeTestEnvironment stage = PipeTestEnvironment.open();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void agedAndHandedBackLeasesAreFollowedByTheNext() {
        LivePipeView pipe = stage.running(ReplicationMode.CDC_ONLY);
        stage.stream.endings.add(new LeaseEnding.Aged());
        stage.stream.endings.add(new LeaseEnding.HandedBack());
        await().until(() -> stage.stream.leases.size() == 3 && stage.stream.active.get() == 1);
        assertThat(stage.stream.leases.get(2).position()).isEqualTo(pipe.description().position());
        assertThat(stage.stream.mostActive).hasValue(1);
    }

    /** Else the pipe would carry a set of GTIDs per table for ever. */
    @Test
    void whatLoadsHeldIsForgottenOnceTheStreamIsPastIt() {
        stage.loading.partitionsPerTable = 1;
        stage.loading.appended = true;
        stage.running(ReplicationMode.CDC);
        stage.stream.passedLoads = List.of("shop_lines");
        stage.stream.endings.add(new LeaseEnding.Failed(Samples.error(ErrorKind.SOURCE_UNREACHABLE)));
        await().until(() -> stage.stream.leases.size() == 2 && stage.stream.active.get() == 1);
        stage.stream.passedLoads = List.of();
        stage.stream.endings.add(new LeaseEnding.Aged());
        await().until(() -> stage.stream.leases.size() == 3 && stage.stream.active.get() == 1);
        assertThat(stage.stream.leases.getFirst().tables()).flatExtracting(RoutedTable::routes)
                .extracting(Route::loadedUntil).containsOnly(new Coordinates.Gtid("load:1-5")).hasSize(2);
        assertThat(stage.stream.leases.subList(1, 3)).allSatisfy(
                lease -> assertThat(lease.tables()).flatExtracting(RoutedTable::routes).allSatisfy(route -> {
                    assertThat(route.tableUuid()).startsWith("load-of-");
                    assertThat(route.generation()).isEqualTo("generation");
                }).extracting(Route::loadedUntil).containsExactly(new Coordinates.Gtid("load:1-5"), null));
    }

    @Test
    void whatCanBeRetriedIsRetriedAndSaid() {
        LivePipeView pipe = stage.running(ReplicationMode.CDC_ONLY);
        stage.stream.endings.add(new LeaseEnding.Failed(Samples.error(ErrorKind.SOURCE_UNREACHABLE)));
        await().until(() -> pipe.description().trouble() != null);
        assertThat(pipe.details()).contains("Trying again after SOURCE_UNREACHABLE");
        await().until(() -> stage.stream.leases.size() == 2 && stage.stream.active.get() == 1);
        assertThat(pipe.state()).isEqualTo("Running");
        stage.stream.endings.add(new LeaseEnding.Aged());
        await().until(() -> pipe.description().trouble() == null);
    }

    @Test
    void anErrorThrownByALeaseIsTreatedLikeOneReturned() {
        stage.stream.thrown = Samples.error(ErrorKind.SECRET_UNREADABLE);
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.CDC_ONLY)).awaitState(PipeState.FAILED);
        assertThat(pipe.status().error()).isEqualTo(Samples.error(ErrorKind.SECRET_UNREADABLE));
    }

    @Test
    void aSchemaBarrierFailsItsTableWithTheStatement() {
        LivePipeView pipe = stage.running(ReplicationMode.CDC_ONLY);
        stage.stream.endings.add(new LeaseEnding.SchemaBarrier(Samples.ORDERS, "ALTER TABLE orders ADD x INT",
                "column x was added"));
        pipe.awaitState(PipeState.DEGRADED);
        assertThat(Objects.requireNonNull(pipe.description().tables().getFirst().error())).satisfies(error -> {
            assertThat(error.kind()).isEqualTo(ErrorKind.SCHEMA_CHANGED);
            assertThat(error.message()).contains("`shop`.`orders`", "column x was added",
                    "ALTER TABLE orders ADD x INT");
        });
    }

    @Test
    void severalTablesFailAtOnceAndTheOthersGoOn() {
        LivePipeView pipe = stage.following();
        PipeError ofOrders = Samples.error(ErrorKind.ROWS_NOT_READABLE, Samples.ORDERS);
        PipeError ofLines = Samples.error(ErrorKind.STATEMENT_IN_PLACE_OF_ROWS, Samples.LINES);
        int before = stage.stream.ownLeases().size();
        stage.stream.endings.add(new LeaseEnding.TablesFailed(List.of(ofOrders, ofLines)));
        pipe.awaitState(PipeState.DEGRADED);
        await().until(() -> stage.stream.ownLeases().size() > before);
        assertThat(pipe.description().tables()).extracting(TableSummary::error).containsExactly(ofOrders, ofLines);
        assertThat(stage.stream.ownLeases().getLast().tables()).isEmpty();
    }

    @Test
    void theMemoHoldsNoPassword() {
        LivePipeView pipe = stage.running(ReplicationMode.CDC_ONLY);
        PipeConfiguration shown = pipe.configuration();
        assertThat(shown.source().password().ciphertext()).isEmpty();
        assertThat(shown.source().host()).isEqualTo("db.example");
        assertThat(pipe.execution().getRawDescription().toString()).doesNotContain("c2VhbGVk");
    }

    /** Each lease is six events or fewer; the server suggests a new run at 4,096. */
    @Test
    void aLongHistoryGoesOnInANewRunAndKeepsEverything() {
        stage.stream.endings.addAll(Collections.nCopies(900, new LeaseEnding.Aged()));
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.CDC_ONLY)).awaitState(PipeState.RUNNING);
        String firstRun = pipe.execution().getExecution().getRunId();
        await().atMost(Duration.ofMinutes(2)).until(() -> stage.stream.endings.isEmpty());
        stage.stream.awaitLease();
        assertThat(pipe.execution().getExecution().getRunId()).isNotEqualTo(firstRun);
        assertThat(pipe.execution().getStatus())
                .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
        assertThat(pipe.state()).isEqualTo("Running");
        assertThat(pipe.journal()).contains("The history is long; the workflow continues as new");
        pipe.signal("pause").awaitState(PipeState.PAUSED);
        assertThat(pipe.description().position()).isEqualTo(
                Samples.position(100 + pipe.description().tables().getFirst().inserts()).inEpoch(7));
        assertThat(stage.stream.leases).hasSize(901);
    }

    /** No lease ever ends by itself: each boundary is one of a request, whose answer is still to be given. */
    @Test
    void aPipeThatIsChangedAllTheTimeGoesOnInANewRunToo() {
        LivePipeView pipe = stage.running(ReplicationMode.CDC_ONLY);
        String firstRun = pipe.execution().getExecution().getRunId();
        int batchSize = 1000;
        while (pipe.execution().getHistoryLength() < 4_096
                && pipe.execution().getExecution().getRunId().equals(firstRun)) {
            batchSize = change(pipe, batchSize);
        }
        for (int i = 0; i < 5; i++) {
            batchSize = change(pipe, batchSize);
        }
        assertThat(pipe.execution().getExecution().getRunId()).isNotEqualTo(firstRun);
        PipeConfiguration configured = pipe.configuration();
        assertThat(configured.replication().pullBatchSize()).isEqualTo(batchSize);
        assertThat(pipe.awaitState(PipeState.RUNNING).journal())
                .contains("The history is long; the workflow continues as new");
    }

    private int change(LivePipeView pipe, int batchSize) {
        await().pollInterval(Duration.ofMillis(5)).until(() -> stage.stream.active.get() == 1);
        pipe.updates().updateSettings(
                new UpdateSettingsRequest(null, batchSize + 1, null, null, null, null, null, null, null, "again"));
        return batchSize + 1;
    }
}

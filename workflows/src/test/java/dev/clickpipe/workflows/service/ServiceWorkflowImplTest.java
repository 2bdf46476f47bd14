package dev.clickpipe.workflows.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.clickpipe.workflows.contract.TargetClaim;
import dev.clickpipe.workflows.contract.TargetConflict;
import dev.clickpipe.workflows.contract.TaskQueues;
import dev.clickpipe.workflows.service.ReservationAnswer.Outcome;
import dev.clickpipe.workflows.settings.ScalingFigures;
import dev.clickpipe.workflows.testing.PipeTestEnvironment;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ServiceWorkflowImplTest {
    private final UUID serviceId = UUID.randomUUID();
    private final UUID first = UUID.randomUUID();
    private final UUID second = UUID.randomUUID();

    private ServiceWorkflow stub(PipeTestEnvironment stage) {
        return stage.client().newWorkflowStub(ServiceWorkflow.class,
                WorkflowOptions.newBuilder().setTaskQueue(TaskQueues.CONTROL)
                        .setWorkflowId(ServiceWorkflow.workflowId(serviceId))
                        .setWorkflowIdConflictPolicy(
                                WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                        .build());
    }

    /** As the API does it: one call that starts the service's workflow if there is none. */
    private ReservationAnswer reserve(PipeTestEnvironment stage, String name, String digest, UUID pipeId) {
        ServiceWorkflow service = stub(stage);
        return WorkflowClient.executeUpdateWithStart(service::reserve, new NameReservation(name, digest, pipeId, null),
                UpdateOptions.<ReservationAnswer>newBuilder()
                        .setWaitForStage(WorkflowUpdateStage.COMPLETED).build(),
                new WithStartWorkflowOperation<>(service::run, ServiceStart.first(serviceId)));
    }

    private WorkflowStub workflow(PipeTestEnvironment stage) {
        return stage.client().newUntypedWorkflowStub(ServiceWorkflow.workflowId(serviceId));
    }

    private WorkflowExecutionStatus status(PipeTestEnvironment stage) {
        return workflow(stage).describe().getStatus();
    }

    @Test
    void aNameIsHeldOnceAndTheSameCreateFindsItsPipe() {
        try (PipeTestEnvironment stage = PipeTestEnvironment.open()) {
            assertThat(reserve(stage, "orders", "a", first)).isEqualTo(new ReservationAnswer(Outcome.RESERVED, first));
            assertThat(reserve(stage, "orders", "a", second)).isEqualTo(new ReservationAnswer(Outcome.SAME, first));
            assertThat(reserve(stage, "orders", "b", second)).isEqualTo(new ReservationAnswer(Outcome.TAKEN, first));
            assertThat(reserve(stage, "lines", "a", second).outcome()).isEqualTo(Outcome.RESERVED);
            assertThat(workflow(stage).describe().getMemo(ServicePipes.MEMO, ServicePipes.class))
                    .isEqualTo(new ServicePipes(List.of(first, second)));
            UpdateOptions<Void> release = UpdateOptions.newBuilder(Void.class).setUpdateName("release")
                    .setWaitForStage(WorkflowUpdateStage.COMPLETED).build();
            workflow(stage).startUpdate(release, first).getResult();
            assertThat(reserve(stage, "orders", "b", first).outcome()).isEqualTo(Outcome.RESERVED);
        }
    }

    @Test
    void aHoldThatNobodyJoinsEndsAndTheEmptyServiceCloses() {
        try (PipeTestEnvironment stage = PipeTestEnvironment.withTimeSkipping()) {
            reserve(stage, "orders", "a", first);
            stage.environment().sleep(ReservedNames.HOLD.minusSeconds(5));
            assertThat(status(stage)).isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
            stage.environment().sleep(Duration.ofSeconds(10).plus(ServiceWorkflowImpl.LINGER));
            await().until(() -> status(stage) == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED);
            assertThat(reserve(stage, "orders", "b", second).outcome()).isEqualTo(Outcome.RESERVED);
        }
    }

    @Test
    void computeIsKeptWhilePipesLive() {
        try (PipeTestEnvironment stage = PipeTestEnvironment.open()) {
            reserve(stage, "orders", "a", first);
            assertThat(stage.control.supervisorsStarted).hasValue(0);
            workflow(stage).signal("join", new PipeMembership(first, "orders"));
            await().until(() -> stage.control.supervisors.get() == 1);
            workflow(stage).signal("join", new PipeMembership(first, "orders"));
            workflow(stage).signal("join", new PipeMembership(second, "lines"));
            workflow(stage).signal("leave", first);
            await().until(() -> workflow(stage).query("describe", ServicePipes.class).pipeIds()
                    .equals(List.of(second)));
            assertThat(stage.control.supervisorsStarted).hasValue(1);
            assertThat(reserve(stage, "orders", "b", first).outcome()).isEqualTo(Outcome.RESERVED);
        }
    }

    @Test
    void computeIsLetGoSomeTimeAfterTheLastPipe() {
        try (PipeTestEnvironment stage = PipeTestEnvironment.withTimeSkipping()) {
            stage.control.supervisorFails = true;
            reserve(stage, "orders", "a", first);
            workflow(stage).signal("join", new PipeMembership(first, "orders"));
            await().until(() -> stage.control.supervisorsStarted.get() > 0);
            workflow(stage).signal("leave", first);
            await().until(() -> workflow(stage).query("describe", ServicePipes.class).pipeIds().isEmpty());
            stage.environment().sleep(Supervision.GRACE.minusSeconds(10));
            assertThat(status(stage)).isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
            stage.environment().sleep(Duration.ofSeconds(20).plus(ServiceWorkflowImpl.LINGER));
            await().until(() -> status(stage) == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED);
        }
    }

    @Test
    void aSupervisorThatEndsIsStartedAgain() {
        try (PipeTestEnvironment stage = PipeTestEnvironment.withTimeSkipping()) {
            stage.control.supervisorEnds = true;
            reserve(stage, "orders", "a", first);
            workflow(stage).signal("join", new PipeMembership(first, "orders"));
            await().until(() -> stage.control.supervisorsStarted.get() == 1);
            stage.control.supervisorEnds = false;
            stage.environment().sleep(Supervision.RESTART_WAIT.plusSeconds(1));
            await().until(() -> stage.control.supervisors.get() == 1);
        }
    }

    /** The one that works ends first, then the next one begins; the same figures again change nothing. */
    @Test
    void otherFiguresReplaceTheSupervisor() {
        try (PipeTestEnvironment stage = PipeTestEnvironment.open()) {
            reserve(stage, "orders", "a", first);
            workflow(stage).signal("join", new PipeMembership(first, "orders"));
            await().until(() -> stage.control.supervisors.get() == 1);
            ScalingFigures figures = ScalingFigures.ofCores(2);
            scale(stage, figures);
            await().until(() -> stage.control.supervisorsStarted.get() == 2);
            await().until(() -> stage.control.supervisors.get() == 1);
            scale(stage, figures);
            workflow(stage).signal("join", new PipeMembership(second, "lines"));
            scale(stage, ScalingFigures.SMALLEST);
            await().until(() -> stage.control.supervisorsStarted.get() == 3);
            assertThat(stage.control.supervisedWith).containsExactly(Optional.empty(), Optional.of(figures),
                    Optional.of(ScalingFigures.SMALLEST));
            assertThat(storedFigures(stage)).isEqualTo(ScalingFigures.SMALLEST);
        }
    }

    @Test
    void figuresAreKeptForPipesToCome() {
        try (PipeTestEnvironment stage = PipeTestEnvironment.withTimeSkipping()) {
            scale(stage, ScalingFigures.ofCores(3));
            stage.environment().sleep(ServiceWorkflowImpl.LINGER.plus(Duration.ofDays(1)));
            assertThat(status(stage)).isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
            stage.control.supervisorFails = true;
            workflow(stage).signal("join", new PipeMembership(first, "orders"));
            await().until(() -> stage.control.supervisedWith.contains(Optional.of(ScalingFigures.ofCores(3))));
        }
    }

    @Test
    void figuresThatNoWorkerCanHaveAreRefused() {
        try (PipeTestEnvironment stage = PipeTestEnvironment.open()) {
            scale(stage, ScalingFigures.ofCores(2));
            for (ScalingFigures wrong : List.of(new ScalingFigures(0, 0), new ScalingFigures(1500, 6),
                    new ScalingFigures(2000, 4), ScalingFigures.ofCores(33), ScalingFigures.ofCores(-1))) {
                assertThatThrownBy(() -> scale(stage, wrong)).isInstanceOf(WorkflowUpdateException.class)
                        .rootCause()
                        .hasMessageContaining("replicaCpuMillicores " + wrong.replicaCpuMillicores()
                                + ", replicaMemoryGb " + wrong.replicaMemoryGb())
                        .hasMessageContaining("give 1 to 32 cores, 1000 and 4 for each");
            }
            assertThat(storedFigures(stage)).isEqualTo(ScalingFigures.ofCores(2));
        }
    }

    /** The server takes 2,000 updates of one run, so a run that had many hands over: its supervisor, names, figures. */
    @Test
    void aRunWithManyUpdatesHandsOverToTheNext() {
        try (PipeTestEnvironment stage = PipeTestEnvironment.open()) {
            scale(stage, ScalingFigures.ofCores(2));
            reserve(stage, "orders", "a", first);
            workflow(stage).signal("join", new PipeMembership(first, "orders"));
            await().until(() -> stage.control.supervisors.get() == 1);
            String run = workflow(stage).describe().getExecution().getRunId();
            assertThat(claim(stage, first, "lines").outcome()).isEqualTo(Outcome.RESERVED);
            for (int updates = 3; updates < ServiceWorkflowImpl.MOST_UPDATES; updates++) {
                assertThat(reserve(stage, "orders", "b", second).outcome()).isEqualTo(Outcome.TAKEN);
            }
            await().until(() -> !workflow(stage).describe().getExecution().getRunId().equals(run));
            await().until(() -> stage.control.supervisors.get() == 1
                    && stage.control.supervisorsStarted.get() == 2);
            assertThat(stage.control.supervisedWith).containsOnly(Optional.of(ScalingFigures.ofCores(2)));
            assertThat(storedFigures(stage)).isEqualTo(ScalingFigures.ofCores(2));
            assertThat(reserve(stage, "orders", "a", second)).isEqualTo(live(Outcome.SAME, first));
            assertThat(claim(stage, second, "lines").conflicts())
                    .containsExactly(new TargetConflict("lines", first, "orders"));
        }
    }

    /** An answer about a pipe that lives. */
    private static ReservationAnswer live(Outcome outcome, UUID pipeId) {
        return new ReservationAnswer(outcome, pipeId, List.of(), true);
    }

    private ReservationAnswer claim(PipeTestEnvironment stage, UUID pipeId, String target) {
        ServiceWorkflow service = stub(stage);
        return WorkflowClient.executeUpdateWithStart(service::claimTargets,
                new TargetClaim(pipeId, UUID.randomUUID(), "default", List.of(target)),
                UpdateOptions.<ReservationAnswer>newBuilder().setWaitForStage(WorkflowUpdateStage.COMPLETED).build(),
                new WithStartWorkflowOperation<>(service::run, ServiceStart.first(serviceId)));
    }

    @Test
    void aClaimThatNobodyEndsIsOverAfterAWhileAndTheEmptyServiceCloses() {
        try (PipeTestEnvironment stage = PipeTestEnvironment.withTimeSkipping()) {
            claim(stage, first, "orders");
            stage.environment().sleep(ReservedNames.HOLD.minusSeconds(5));
            assertThat(claim(stage, second, "orders").conflicts())
                    .containsExactly(new TargetConflict("orders", first, null));
            stage.environment().sleep(ReservedNames.HOLD.plusSeconds(10).plus(ServiceWorkflowImpl.LINGER));
            await().until(() -> status(stage) == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED);
            assertThat(claim(stage, second, "orders").outcome()).isEqualTo(Outcome.RESERVED);
        }
    }

    @Test
    void aStartedPipeIsOfTheServiceUntilItLeaves() {
        try (PipeTestEnvironment stage = PipeTestEnvironment.withTimeSkipping()) {
            reserve(stage, "orders", "a", first);
            workflow(stage).signal("started", first);
            stage.environment().sleep(ReservedNames.HOLD.multipliedBy(2));
            assertThat(reserve(stage, "orders", "b", second)).isEqualTo(live(Outcome.TAKEN, first));
            assertThat(stage.control.supervisorsStarted).hasValue(0);
            workflow(stage).signal("leave", first);
            stage.environment().sleep(ServiceWorkflowImpl.LINGER.plusSeconds(5));
            await().until(() -> status(stage) == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED);
        }
    }

    private ScalingFigures scale(PipeTestEnvironment stage, ScalingFigures figures) {
        ServiceWorkflow service = stub(stage);
        return WorkflowClient.executeUpdateWithStart(service::scale, figures,
                UpdateOptions.<ScalingFigures>newBuilder().setWaitForStage(WorkflowUpdateStage.COMPLETED).build(),
                new WithStartWorkflowOperation<>(service::run, ServiceStart.first(serviceId)));
    }

    private ScalingFigures storedFigures(PipeTestEnvironment stage) {
        return Objects.requireNonNull(
                workflow(stage).describe().getMemo(ServiceWorkflow.SCALING_MEMO, ScalingFigures.class,
                        ScalingFigures.class));
    }

    @Test
    void aPipeHoldsAnotherNameBesideItsOwnUntilItGoesByIt() {
        ReservedNames names = new ReservedNames(List.of());
        names.reserve(new NameReservation("orders", "a", first, null), Instant.EPOCH);
        names.join(new PipeMembership(first, "orders"));
        names.reserve(new NameReservation("lines", "b", second, null), Instant.EPOCH);
        assertThat(names.rename(new PipeMembership(first, "lines")))
                .isEqualTo(new ReservationAnswer(Outcome.TAKEN, second));
        PipeMembership renamed = new PipeMembership(first, "invoices");
        assertThat(names.rename(renamed)).isEqualTo(new ReservationAnswer(Outcome.RESERVED, first));
        assertThat(names.rename(renamed)).isEqualTo(new ReservationAnswer(Outcome.SAME, first));
        names.join(new PipeMembership(first, "orders"));
        assertThat(names.reserve(new NameReservation("invoices", "c", second, null), Instant.EPOCH))
                .isEqualTo(new ReservationAnswer(Outcome.TAKEN, first));
        assertThat(names.rename(new PipeMembership(second, "orders")).outcome()).isEqualTo(Outcome.TAKEN);
        names.join(renamed);
        assertThat(names.rename(new PipeMembership(second, "orders")).outcome()).isEqualTo(Outcome.RESERVED);
        names.giveUp(new PipeMembership(second, "orders"));
        names.giveUp(renamed);
        assertThat(names.rename(new PipeMembership(second, "invoices")).outcome()).isEqualTo(Outcome.TAKEN);
        assertThat(names.rename(new PipeMembership(second, "orders")).outcome()).isEqualTo(Outcome.RESERVED);
        assertThat(names.pipes().pipeIds()).containsExactly(first, second);
        names.leave(first);
        assertThat(names.rename(new PipeMembership(first, "anew")).outcome()).isEqualTo(Outcome.GONE);
        assertThat(names.anyJoined()).isFalse();
    }

    @Test
    void ofTwoRenamesThePipeSaysWhichWasTheLast() {
        ReservedNames names = new ReservedNames(List.of());
        names.join(new PipeMembership(first, "orders"));
        names.rename(new PipeMembership(first, "invoices"));
        names.rename(new PipeMembership(first, "lines"));
        names.join(new PipeMembership(first, "lines"));
        names.join(new PipeMembership(first, "invoices"));
        assertThat(names.holdings()).singleElement()
                .satisfies(holding -> assertThat(holding.name()).isEqualTo("invoices"));
    }

    @Test
    void namesGoOnInTheNextRun() {
        ReservedNames names = new ReservedNames(List.of());
        Instant now = Instant.EPOCH;
        names.reserve(new NameReservation("orders", "a", first, null), now);
        names.join(new PipeMembership(first, "orders"));
        ReservedNames next = new ReservedNames(names.holdings());
        assertThat(next.letGo(now.plus(ReservedNames.HOLD))).isFalse();
        assertThat(next.reserve(new NameReservation("orders", "a", second, null), now))
                .isEqualTo(live(Outcome.SAME, first));
        next.leave(first);
        assertThat(next.empty()).isTrue();
    }
}

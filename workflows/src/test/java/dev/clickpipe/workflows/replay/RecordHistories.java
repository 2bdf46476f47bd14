package dev.clickpipe.workflows.replay;

import dev.clickpipe.workflows.contract.LeaseEnding;
import dev.clickpipe.workflows.contract.TaskQueues;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.pipe.DropTablesRequest;
import dev.clickpipe.workflows.pipe.EditRequest;
import dev.clickpipe.workflows.pipe.PipeRequest;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.ResyncRequest;
import dev.clickpipe.workflows.pipe.PipeWorkflow;
import dev.clickpipe.workflows.pipe.UpdateSettingsRequest;
import dev.clickpipe.workflows.service.NameReservation;
import dev.clickpipe.workflows.service.PipeMembership;
import dev.clickpipe.workflows.service.ServiceStart;
import dev.clickpipe.workflows.service.ServiceWorkflow;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.testing.LivePipeView;
import dev.clickpipe.workflows.testing.Samples;
import dev.clickpipe.workflows.testing.PipeTestEnvironment;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.awaitility.Awaitility;

/** Records the histories anew, from the code that is checked out; to be run from a release, never to silence a replay. */
final class RecordHistories {
    private RecordHistories() {}

    public static void main(String[] arguments) {
        List<BiConsumer<PipeTestEnvironment, HistoryRecorder>> lives = List.of(RecordHistories::wholeLife,
                RecordHistories::snapshotOnly, RecordHistories::failed, RecordHistories::changed,
                RecordHistories::reloaded, RecordHistories::exchanged, RecordHistories::edited,
                RecordHistories::deletedInItsLoad, RecordHistories::retried, RecordHistories::carried,
                RecordHistories::service);
        for (BiConsumer<PipeTestEnvironment, HistoryRecorder> life : lives) {
            try (PipeTestEnvironment stage = PipeTestEnvironment.open()) {
                life.accept(stage, new HistoryRecorder(stage.client()));
            }
        }
    }

    private static void wholeLife(PipeTestEnvironment stage, HistoryRecorder recorder) {
        stage.loading.mayFinish = 2;
        PipeConfiguration configuration = Samples.configuration(ReplicationMode.CDC);
        LivePipeView pipe = stage.start(configuration).awaitState(PipeState.SNAPSHOT);
        recorder.record(pipe, "pipe-snapshot",
                () -> stage.loading.loads.size() == 2 && stage.loading.active.get() == 1);
        pipe.signal("pause").awaitState(PipeState.PAUSED);
        recorder.record(pipe, "pipe-paused-in-snapshot", () -> true);
        recorder.record(PipeWorkflow.workflowId(configuration.pipeId()) + "-snapshot", "snapshot-stopped");
        stage.loading.mayFinish = Integer.MAX_VALUE;
        pipe.signal("resume").awaitState(PipeState.RUNNING);
        stage.stream.endings.addAll(List.of(new LeaseEnding.Aged(), new LeaseEnding.HandedBack(),
                new LeaseEnding.Failed(Samples.error(ErrorKind.SOURCE_UNREACHABLE))));
        recorder.record(pipe, "pipe-running",
                () -> stage.stream.leases.size() >= 4 && stage.stream.active.get() == 1);
        recorder.record(PipeWorkflow.workflowId(configuration.pipeId()) + "-snapshot", "snapshot-complete");
        pipe.signal("pause").awaitState(PipeState.PAUSED).signal("resume").awaitState(PipeState.RUNNING).delete();
        recorder.record(pipe, "pipe-deleted", () -> true);
    }

    private static void snapshotOnly(PipeTestEnvironment stage, HistoryRecorder recorder) {
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.SNAPSHOT))
                .awaitState(PipeState.COMPLETED);
        recorder.record(pipe, "pipe-completed", () -> true);
    }

    private static void failed(PipeTestEnvironment stage, HistoryRecorder recorder) {
        stage.stream.endings.add(new LeaseEnding.Failed(Samples.error(ErrorKind.POSITION_PURGED)));
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.CDC_ONLY)).awaitState(PipeState.FAILED);
        recorder.record(pipe, "pipe-failed", () -> true);
    }

    private static void changed(PipeTestEnvironment stage, HistoryRecorder recorder) {
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.CDC)).awaitState(PipeState.RUNNING);
        pipe.updates().updateSettings(
                new UpdateSettingsRequest(5, null, null, null, null, null, null, null, null, "a recording"));
        pipe.awaitState(PipeState.RUNNING).signalWith("dropTables",
                new DropTablesRequest(List.of(Samples.ORDERS), "a recording"));
        recorder.record(pipe, "pipe-changed", () -> pipe.description().tables().size() == 1
                && pipe.description().state() == PipeState.RUNNING);
        pipe.delete();
    }

    private static void reloaded(PipeTestEnvironment stage, HistoryRecorder recorder) {
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.CDC)).awaitState(PipeState.RUNNING);
        stage.loading.mayFinish = stage.loading.loads.values().stream().mapToInt(Integer::intValue).sum() + 1;
        pipe.updates().resync(new ResyncRequest(List.of(Samples.ORDERS), "a recording"));
        recorder.record(pipe, "pipe-reloading", () -> stage.loading.active.get() == 2);
        stage.loading.mayFinish = Integer.MAX_VALUE;
        recorder.record(pipe, "pipe-reloaded",
                () -> pipe.journal().stream().anyMatch(line -> line.startsWith("Resync → Running"))
                        && pipe.pending("FollowBinlog"));
        stage.stream.endings.add(new LeaseEnding.SchemaBarrier(Samples.ORDERS, "ALTER TABLE orders ADD x INT", "x"));
        pipe.awaitState(PipeState.DEGRADED);
        recorder.record(pipe, "pipe-degraded", () -> pipe.pending("FollowBinlog"));
        pipe.delete();
        stage.stream.endings.add(new LeaseEnding.Failed(Samples.error(ErrorKind.POSITION_PURGED)));
        LivePipeView failed = stage.start(Samples.configuration(ReplicationMode.CDC)).awaitState(PipeState.FAILED);
        failed.updates().resync(new ResyncRequest(List.of(), "a recording"));
        recorder.record(failed, "pipe-recovered",
                () -> failed.journal().stream().anyMatch(line -> line.startsWith("Resync → Running"))
                        && failed.pending("FollowBinlog"));
    }

    /** The last step of a reload on its way, and what it replaced being dropped; a pause in between, with a look at the source. */
    private static void exchanged(PipeTestEnvironment stage, HistoryRecorder recorder) {
        LivePipeView pipe = stage.following();
        stage.loading.swapBlocked = true;
        pipe.updates().resync(new ResyncRequest(List.of(Samples.ORDERS), "a recording"));
        recorder.record(pipe, "pipe-exchanging", () -> pipe.pending("ExchangeShadows"));
        stage.loading.swapBlocked = false;
        stage.loading.dropsBlocked = true;
        recorder.record(pipe, "pipe-exchanged", () -> pipe.pending("DropLeftovers") && pipe.pending("FollowBinlog"));
        stage.loading.dropsBlocked = false;
        Awaitility.await().until(() -> !pipe.pending("DropLeftovers"));
        pipe.signal("pause").awaitState(PipeState.PAUSED);
        recorder.record(pipe, "pipe-paused", () -> true);
        pipe.delete();
    }

    private static void edited(PipeTestEnvironment stage, HistoryRecorder recorder) {
        LivePipeView pipe = stage.following();
        pipe.updates().edit(new EditRequest("invoices", UpdateSettingsRequest.nothing(), List.of(Samples.ORDERS),
                List.of(Samples.mapping(Samples.ORDERS, "other_orders")), "a recording"));
        recorder.record(pipe, "pipe-edited",
                () -> pipe.journal().stream().anyMatch(line -> line.startsWith("Resync → Running"))
                        && pipe.pending("FollowBinlog"));
        pipe.delete();
    }

    private static void deletedInItsLoad(PipeTestEnvironment stage, HistoryRecorder recorder) {
        stage.loading.appended = true;
        stage.loading.mayFinish = 0;
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.CDC)).awaitState(PipeState.SNAPSHOT);
        Awaitility.await().until(() -> stage.loading.active.get() > 0);
        pipe.delete();
        recorder.record(pipe, "pipe-deleted-in-its-load", () -> true);
    }

    /** Set-up that looks where the source is first: of a pipe, of one that was Failed, and of a table that joins. */
    private static void retried(PipeTestEnvironment stage, HistoryRecorder recorder) {
        stage.stream.endings.add(new LeaseEnding.Failed(Samples.error(ErrorKind.POSITION_PURGED)));
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.CDC)).awaitState(PipeState.FAILED);
        pipe.updates().resync(new ResyncRequest(List.of(), "a recording"));
        pipe.awaitState(PipeState.RUNNING);
        stage.stream.endings.add(new LeaseEnding.SchemaBarrier(Samples.ORDERS, "ALTER TABLE orders ADD x INT", "x"));
        pipe.awaitState(PipeState.DEGRADED);
        pipe.updates().retryTables(new PipeRequest("a recording"));
        recorder.record(pipe, "pipe-retried", () -> stage.loading.swaps.size() == 2
                && pipe.description().state() == PipeState.RUNNING && pipe.pending("FollowBinlog"));
        pipe.delete();
    }

    /** A run that was handed a failed table and a load on its way, which the run before began. */
    private static void carried(PipeTestEnvironment stage, HistoryRecorder recorder) {
        LivePipeView pipe = stage.following();
        stage.stream.endings.add(new LeaseEnding.SchemaBarrier(Samples.LINES, "ALTER TABLE lines ADD x INT", "x"));
        pipe.awaitState(PipeState.DEGRADED);
        String firstRun = pipe.execution().getExecution().getRunId();
        stage.loading.mayFinish = stage.loading.loads.values().stream().mapToInt(Integer::intValue).sum() + 1;
        pipe.updates().resync(new ResyncRequest(List.of(Samples.ORDERS), "a recording"));
        Awaitility.await().until(() -> stage.loading.active.get() == 2);
        // The server suggests a new run at 4,096 events.
        while (pipe.execution().getExecution().getRunId().equals(firstRun)) {
            stage.stream.endings.add(new LeaseEnding.Aged());
            Awaitility.await().pollInterval(Duration.ofMillis(5)).until(stage.stream.endings::isEmpty);
        }
        Awaitility.await().until(() -> stage.loading.active.get() == 2);
        stage.loading.mayFinish = Integer.MAX_VALUE;
        recorder.record(pipe, "pipe-carried", () -> stage.loading.swaps.size() == 1
                && pipe.description().state() == PipeState.DEGRADED && pipe.pending("FollowBinlog"));
        pipe.delete();
    }

    private static void service(PipeTestEnvironment stage, HistoryRecorder recorder) {
        UUID serviceId = UUID.randomUUID();
        UUID pipeId = UUID.randomUUID();
        ServiceWorkflow service = stage.client().newWorkflowStub(ServiceWorkflow.class,
                WorkflowOptions.newBuilder().setTaskQueue(TaskQueues.CONTROL)
                        .setWorkflowId(ServiceWorkflow.workflowId(serviceId)).build());
        WorkflowClient.start(service::run, ServiceStart.first(serviceId));
        service.reserve(new NameReservation("orders", "digest", pipeId, null));
        service.join(new PipeMembership(pipeId, "orders"));
        Awaitility.await().until(() -> stage.control.supervisors.get() == 1);
        recorder.record(ServiceWorkflow.workflowId(serviceId), "service-supervising");
        service.rename(new PipeMembership(pipeId, "invoices"));
        service.join(new PipeMembership(pipeId, "invoices"));
        service.rename(new PipeMembership(pipeId, "lines"));
        service.giveUpName(new PipeMembership(pipeId, "lines"));
        recorder.record(ServiceWorkflow.workflowId(serviceId), "service-renaming");
    }
}

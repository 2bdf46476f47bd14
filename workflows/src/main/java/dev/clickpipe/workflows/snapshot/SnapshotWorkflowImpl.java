package dev.clickpipe.workflows.snapshot;

import dev.clickpipe.workflows.calls.ActivityStubs;
import dev.clickpipe.workflows.calls.Timers;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.failure.PipeFailures;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The workflow of a snapshot: one loop that starts what fits and takes in what has finished. */
public final class SnapshotWorkflowImpl implements SnapshotWorkflow {
    private final SnapshotRequest request;
    private final List<TableLoader> loaders;
    private boolean stopAsked;
    private boolean stopping;
    private @Nullable PipeError error;

    /** Queries may come before {@link #load}. */
    @WorkflowInit
    public SnapshotWorkflowImpl(SnapshotRequest request) {
        this.request = request;
        loaders = request.tables().stream()
                .map(table -> new TableLoader(request, table))
                .toList();
    }

    @Override
    public SnapshotProgress load(SnapshotRequest given) {
        // By a person, in the Web UI: the pipe starts another snapshot, from where this one began.
        CancellationScope.current().getCancellationRequest().thenApply(reason -> {
            stopAsked = true;
            return reason;
        });
        // Detached: a cancelled scope would not let the loop wait for what is still being written.
        Workflow.newDetachedCancellationScope(this::loadUntilStopped).run();
        return end();
    }

    private void loadUntilStopped() {
        boolean draining = false;
        while (true) {
            collect();
            draining |= Workflow.getInfo().isContinueAsNewSuggested();
            if (stopAsked || error != null) {
                cancelLoads();
            } else if (!draining) {
                startWhatFits();
            }
            Workflow.setCurrentDetails(SnapshotDetails.markdown(describe().tables()));
            if (loaders.stream().noneMatch(TableLoader::busy)) {
                break;
            }
            Workflow.await(() -> loaders.stream().anyMatch(TableLoader::ready)
                    || (!stopping && (stopAsked || error != null)));
        }
        outwaitSilence();
    }

    private SnapshotProgress end() {
        if (error != null) {
            throw PipeFailures.toFailure(error);
        }
        boolean finished = loaders.stream().allMatch(TableLoader::finished);
        if (!finished && !stopAsked) {
            Workflow.continueAsNew(
                    new SnapshotRequest(request.configuration(), request.tables(), describe().tables(),
                            request.version(), request.start()));
        }
        return describe();
    }

    private void collect() {
        for (TableLoader loader : loaders) {
            PipeError failure = loader.collect();
            error = error == null ? failure : error;
        }
    }

    private void cancelLoads() {
        if (!stopping) {
            stopping = true;
            loaders.forEach(TableLoader::cancel);
        }
    }

    private void startWhatFits() {
        loaders.stream().filter(loader -> !loader.finished())
                .limit(request.configuration().replication().snapshotParallelTables())
                .forEach(TableLoader::startWhatFits);
    }

    /** Who asked for the stop may say that nothing writes any more only after a dead worker had time to notice. */
    private void outwaitSilence() {
        if (stopping && loaders.stream().anyMatch(TableLoader::fellSilent)) {
            Timers.await("Wait until a worker that fell silent has stopped writing", ActivityStubs.HEARTBEAT_TIMEOUT,
                    () -> false);
        }
    }

    @Override
    public void stop() {
        stopAsked = true;
    }

    @Override
    public SnapshotProgress describe() {
        return new SnapshotProgress(loaders.stream().map(TableLoader::progress).toList());
    }
}

package dev.clickpipe.api.stubs;

import dev.clickpipe.workflows.contract.ColumnLoss;
import dev.clickpipe.workflows.contract.UnreplicatedCascade;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.changes.AddedTables;
import dev.clickpipe.workflows.changes.Change;
import dev.clickpipe.workflows.changes.ChangedSettings;
import dev.clickpipe.workflows.changes.DroppedTables;
import dev.clickpipe.workflows.changes.ResyncedTables;
import dev.clickpipe.workflows.pipe.AddTablesRequest;
import dev.clickpipe.workflows.pipe.DropTablesRequest;
import dev.clickpipe.workflows.pipe.EventLogEntry;
import dev.clickpipe.workflows.pipe.PipeDescription;
import dev.clickpipe.workflows.pipe.PipeRequest;
import dev.clickpipe.workflows.pipe.PipeStart;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.PipeStatus;
import dev.clickpipe.workflows.pipe.PipeWorkflow;
import dev.clickpipe.workflows.pipe.EditRequest;
import dev.clickpipe.workflows.pipe.ResyncRequest;
import dev.clickpipe.workflows.pipe.TableState;
import dev.clickpipe.workflows.pipe.TableSummary;
import dev.clickpipe.workflows.pipe.UpdateSettingsRequest;
import dev.clickpipe.workflows.service.ServiceWorkflow;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableMapping;
import io.temporal.common.converter.RawValue;
import io.temporal.failure.ApplicationFailure;
import dev.clickpipe.workflows.service.PipeMembership;
import dev.clickpipe.workflows.service.ServiceWorkflow;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs at once, pauses and resumes at once, refuses changes as a real pipe does. */
public final class StubPipe implements PipeWorkflow {
    /** A pipe with this name is Failed from the start. */
    public static final String FAILED_PIPE = "failed";
    /** A source table with this name is Failed from the start. */
    public static final String FAILED_TABLE = "broken";

    private final PipeStart start;
    private PipeState state;
    private PipeConfiguration configuration;
    private boolean deleted;

    /** Updates may come before {@link #run}. */
    @WorkflowInit
    public StubPipe(PipeStart start) {
        this.start = start;
        configuration = start.configuration();
        state = configuration.name().equals(FAILED_PIPE) ? PipeState.FAILED : PipeState.RUNNING;
    }

    @Override
    public void run(PipeStart sameStart) {
        Workflow.upsertMemo(Map.of(PipeStatus.MEMO, status()));
        Workflow.await(() -> deleted);
        Workflow.newExternalWorkflowStub(ServiceWorkflow.class,
                ServiceWorkflow.workflowId(start.configuration().serviceId())).leave(start.configuration().pipeId());
        Workflow.await(Workflow::isEveryHandlerFinished);
    }

    private PipeStatus enter(PipeState next) {
        state = next;
        Workflow.upsertMemo(Map.of(PipeStatus.MEMO, status()));
        return status();
    }

    private PipeStatus status() {
        return new PipeStatus(state, "The stub is " + state.wireName() + ".",
                Instant.ofEpochMilli(Workflow.currentTimeMillis()), null);
    }

    @Override
    public void signalPause(@Nullable RawValue request) {
        enter(PipeState.PAUSED);
    }

    @Override
    public void signalResume(@Nullable RawValue request) {
        enter(PipeState.RUNNING);
    }

    @Override
    public void signalDelete(@Nullable RawValue request) {
        deleted = true;
    }

    @Override
    public PipeStatus pause(PipeRequest request) {
        return enter(PipeState.PAUSED);
    }

    @Override
    public void validatePause(PipeRequest request) {}

    @Override
    public PipeStatus resume(PipeRequest request) {
        return enter(PipeState.RUNNING);
    }

    @Override
    public void validateResume(PipeRequest request) {
        if (state != PipeState.PAUSED) {
            refuse(Optional.of("ClickPipe is already running"));
        }
    }

    @Override
    public PipeStatus delete(PipeRequest request) {
        deleted = true;
        return status();
    }

    @Override
    public void signalUpdateSettings(@Nullable RawValue request) {}

    @Override
    public void signalDropTables(@Nullable RawValue request) {}

    @Override
    public PipeStatus updateSettings(UpdateSettingsRequest request) {
        return change(new ChangedSettings(request));
    }

    @Override
    public void validateUpdateSettings(UpdateSettingsRequest request) {}

    @Override
    public PipeStatus edit(EditRequest request) {
        Change.of(request).forEach(this::change);
        if (request.name() != null) {
            Workflow.newExternalWorkflowStub(ServiceWorkflow.class,
                    ServiceWorkflow.workflowId(configuration.serviceId()))
                    .join(new PipeMembership(configuration.pipeId(), request.name()));
        }
        return status();
    }

    @Override
    public void validateEdit(EditRequest request) {
        PipeConfiguration then = configuration;
        for (Change change : Change.of(request)) {
            refuse(change, then);
            then = change.appliedTo(then);
        }
    }

    @Override
    public PipeStatus dropTables(DropTablesRequest request) {
        return change(new DroppedTables(request));
    }

    @Override
    public void validateDropTables(DropTablesRequest request) {}

    @Override
    public void signalAddTables(@Nullable RawValue request) {}

    @Override
    public void signalResync(@Nullable RawValue request) {}

    @Override
    public void signalRetryTables(@Nullable RawValue request) {}

    @Override
    public PipeStatus addTables(AddTablesRequest request) {
        return change(new AddedTables(request));
    }

    @Override
    public void validateAddTables(AddTablesRequest request) {
        refuse(new AddedTables(request), configuration);
    }

    @Override
    public PipeStatus resync(ResyncRequest request) {
        return enter(PipeState.RUNNING);
    }

    @Override
    public void validateResync(ResyncRequest request) {
        refuse(ResyncedTables.of(request, List.of()), configuration);
    }

    @Override
    public PipeStatus retryTables(PipeRequest request) {
        return enter(PipeState.RUNNING);
    }

    @Override
    public void validateRetryTables(PipeRequest request) {
        refuse(configuration.tables().stream().noneMatch(StubPipe::failed)
                ? Optional.of("no table of the pipe failed")
                : Optional.empty());
    }

    private static boolean failed(TableMapping table) {
        return table.source().table().equals(FAILED_TABLE);
    }

    private void refuse(Change change, PipeConfiguration then) {
        refuse(change.refusalIn(state, true).or(() -> change.refusal(then)));
    }

    private static void refuse(Optional<String> refusal) {
        refusal.ifPresent(reason -> {
            throw ApplicationFailure.newFailure(reason, "Refused");
        });
    }

    private PipeStatus change(Change change) {
        configuration = change.appliedTo(configuration);
        Workflow.upsertMemo(status().memoWith(configuration));
        return status();
    }

    private static PipeError error(TableMapping table) {
        return new PipeError(ErrorKind.TABLE_MISSING, table.source().quoted() + " is not there",
                "create it, then retry",
                table.source());
    }

    @Override
    public PipeDescription describe() {
        List<TableSummary> tables = configuration.tables().stream()
                .map(table -> new TableSummary(table.source(), table.target(),
                        failed(table) ? TableState.FAILED : TableState.FOLLOWED, failed(table) ? error(table) : null, 5,
                        50, 7, 1, 2, 3, 4, 6,
                        List.of(new ColumnLoss("born", 2, "0000-00-00")), List.of(),
                        List.of(new UnreplicatedCascade("fk_orders", "rows changed by ON DELETE CASCADE", 3))))
                .toList();
        return new PipeDescription(state, "The stub is " + state.wireName() + ".", Instant.EPOCH, tables, null, 9, null,
                null, null, List.of(new EventLogEntry(Instant.EPOCH, "Asked to pause: why not")));
    }
}

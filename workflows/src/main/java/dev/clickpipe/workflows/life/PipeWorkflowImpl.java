package dev.clickpipe.workflows.life;

import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.machine.PipeMachine;
import dev.clickpipe.workflows.changes.AddedTables;
import dev.clickpipe.workflows.changes.Change;
import dev.clickpipe.workflows.changes.ChangedSettings;
import dev.clickpipe.workflows.changes.DroppedTables;
import dev.clickpipe.workflows.changes.ResyncedTables;
import dev.clickpipe.workflows.memory.LivePipe;
import dev.clickpipe.workflows.memory.Operation;
import dev.clickpipe.workflows.memory.StatusPublisher;
import dev.clickpipe.workflows.memory.Requests;
import dev.clickpipe.workflows.phases.RequestedChanges;
import dev.clickpipe.workflows.phases.Phases;
import dev.clickpipe.workflows.phases.ServiceJoin;
import dev.clickpipe.workflows.pipe.PipeAttributes;
import dev.clickpipe.workflows.pipe.AddTablesRequest;
import dev.clickpipe.workflows.pipe.DropTablesRequest;
import dev.clickpipe.workflows.pipe.EditRequest;
import dev.clickpipe.workflows.pipe.ResyncRequest;
import dev.clickpipe.workflows.pipe.PipeDescription;
import dev.clickpipe.workflows.pipe.PipeRequest;
import dev.clickpipe.workflows.pipe.PipeStart;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.PipeStatus;
import dev.clickpipe.workflows.pipe.PipeWorkflow;
import dev.clickpipe.workflows.pipe.UpdateSettingsRequest;
import io.temporal.failure.ApplicationFailure;
import io.temporal.common.converter.RawValue;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The workflow of a pipe: handlers remember what was asked, one loop acts on it. */
public final class PipeWorkflowImpl implements PipeWorkflow {
    private final LivePipe pipe;

    /** Signals may be delivered before {@link #run}: they find the memory made. */
    @WorkflowInit
    public PipeWorkflowImpl(PipeStart start) {
        pipe = new LivePipe(start);
    }

    @Override
    public void run(PipeStart start) {
        // A cancellation in the Web UI or by tctl means what delete means.
        CancellationScope.current().getCancellationRequest().thenApply(reason -> {
            askDelete(new PipeRequest("the workflow was cancelled"));
            return reason;
        });
        Workflow.newDetachedCancellationScope(this::live).run();
    }

    private void live() {
        Workflow.registerListener(new UnknownSignal(this::refused));
        pipe.begin();
        StatusPublisher.publishWhole(pipe);
        ServiceJoin.ofNextRun(pipe);
        while (pipe.state() != PipeMachine.LAST) {
            continueAsNewWhenDue();
            pipe.enter(next());
        }
        Workflow.await(Workflow::isEveryHandlerFinished);
    }

    private PipeEvent next() {
        Requests requests = pipe.requests();
        if (requests.deleteWanted() && PipeMachine.allows(pipe.state(), PipeEvent.DELETE)) {
            return PipeEvent.DELETE;
        }
        if (requests.changeWanted() && PipeMachine.allows(pipe.state(), PipeEvent.CHANGE)) {
            return PipeEvent.CHANGE;
        }
        if (requests.changeWanted() && pipe.still()) {
            RequestedChanges.make(pipe);
        }
        if (requests.pauseWanted() && PipeMachine.allows(pipe.state(), PipeEvent.PAUSE)) {
            return PipeEvent.PAUSE;
        }
        return Phases.of(pipe.state(), this::continueAsNewWhenDue).run(pipe);
    }

    /**
     * Goes on as a new run when the history is long. Only while nothing runs and nobody waits for an answer: what was
     * asked for and not done yet is done first, so nothing needs to be handed over but the memory. A signal that arrives
     * meanwhile makes the server repeat this task with the signal in it.
     */
    private void continueAsNewWhenDue() {
        if (!Workflow.getInfo().isContinueAsNewSuggested() || !pipe.still() || requestsOpen()) {
            return;
        }
        giveAnswers();
        if (!requestsOpen() && Workflow.isEveryHandlerFinished()) {
            pipe.journal().note("The history is long; the workflow continues as new");
            Workflow.continueAsNew(
                    ContinueAsNewOptions.newBuilder()
                            .setTypedSearchAttributes(PipeAttributes.of(pipe.configuration(), pipe.state()))
                            .setMemo(pipe.status().memoWith(pipe.configuration())).build(),
                    pipe.handOver());
        }
    }

    /** What is done is answered when its handlers get their turn: else a time without any never came under many requests. */
    private void giveAnswers() {
        if (!Workflow.isEveryHandlerFinished() && pipe.versions().answersFirst()) {
            Workflow.await(() -> Workflow.isEveryHandlerFinished() || requestsOpen());
        }
    }

    /** While one is, a handler may wait for it. A pause on its way may have been taken back. */
    private boolean requestsOpen() {
        return pipe.requests().deleteWanted() || pipe.requests().changeWanted() || pipe.state() == PipeState.PAUSING
                || pipe.requests().pauseWanted() != (pipe.state() == PipeState.PAUSED);
    }

    @Override
    public void signalPause(@Nullable RawValue argument) {
        request("pause", argument).ifPresent(request -> pipe.requests().refusalOfPause(pipe.state())
                .ifPresentOrElse(refusal -> refused("pause", refusal), () -> askPause(request)));
    }

    @Override
    public void signalResume(@Nullable RawValue argument) {
        request("resume", argument).ifPresent(request -> pipe.requests().refusalOfResume(pipe.state())
                .ifPresentOrElse(refusal -> refused("resume", refusal), () -> askResume(request)));
    }

    @Override
    public void signalDelete(@Nullable RawValue argument) {
        request("delete", argument).ifPresent(this::askDelete);
    }

    @Override
    public void signalUpdateSettings(@Nullable RawValue argument) {
        read("change settings", argument, UpdateSettingsRequest.class, UpdateSettingsRequest.nothing())
                .ifPresent(request -> signalled(new ChangedSettings(request)));
    }

    @Override
    public void signalDropTables(@Nullable RawValue argument) {
        read("drop tables", argument, DropTablesRequest.class, new DropTablesRequest(List.of(), null))
                .ifPresent(request -> signalled(new DroppedTables(request)));
    }

    @Override
    public void signalAddTables(@Nullable RawValue argument) {
        read("add tables", argument, AddTablesRequest.class, new AddTablesRequest(List.of(), null))
                .ifPresent(request -> signalled(new AddedTables(request)));
    }

    @Override
    public void signalResync(@Nullable RawValue argument) {
        read("resync", argument, ResyncRequest.class, new ResyncRequest(List.of(), null))
                .ifPresent(request -> signalled(ResyncedTables.of(request, pipe.problems().tables())));
    }

    @Override
    public void signalRetryTables(@Nullable RawValue argument) {
        request("retry tables", argument).ifPresent(request -> Operation.RETRY_TABLES.refusal(pipe).ifPresentOrElse(
                refusal -> refused("retry tables", refusal), () -> signalled(retry(request))));
    }

    /** Tables that failed have changes behind them that nobody read: they are loaded again. */
    private Change retry(PipeRequest request) {
        return ResyncedTables.of(new ResyncRequest(pipe.problems().tables(), request.reason()),
                pipe.problems().tables());
    }

    private void signalled(Change change) {
        refusalOf(List.of(change))
                .ifPresentOrElse(refusal -> refused(change.sentence(), refusal), () -> askChange(change));
    }

    private Optional<PipeRequest> request(String what, @Nullable RawValue argument) {
        return read(what, argument, PipeRequest.class, new PipeRequest(null));
    }

    private <T> Optional<T> read(String what, @Nullable RawValue argument, Class<T> type, T nothing) {
        return SignalArgument.read(argument, type, nothing, reason -> refused(what, reason));
    }

    @Override
    public PipeStatus pause(PipeRequest request) {
        askPause(request);
        int reached = pipe.pausesReached();
        Workflow.await(() -> pipe.state() == PipeState.PAUSED || pipe.pausesReached() > reached
                || !pipe.requests().pauseWanted() || pipe.requests().deleteWanted());
        if (pipe.state() == PipeState.PAUSED || pipe.pausesReached() > reached || nothingRuns(pipe.state())) {
            return pipe.status();
        }
        throw overtaken(pipe.requests().deleteWanted()
                ? "ClickPipe was deleted before it was Paused"
                : "ClickPipe was resumed before it was Paused");
    }

    @Override
    public void validatePause(PipeRequest request) {
        refuse(pipe.requests().refusalOfPause(pipe.state()));
    }

    @Override
    public PipeStatus resume(PipeRequest request) {
        askResume(request);
        Workflow.await(() -> (pipe.state() != PipeState.PAUSED && pipe.state() != PipeState.PAUSING)
                || pipe.requests().pauseWanted() || pipe.requests().deleteWanted());
        return pipe.status();
    }

    @Override
    public void validateResume(PipeRequest request) {
        refuse(pipe.requests().refusalOfResume(pipe.state()));
    }

    @Override
    public PipeStatus delete(PipeRequest request) {
        askDelete(request);
        Workflow.await(() -> pipe.state() == PipeMachine.LAST);
        return pipe.status();
    }

    @Override
    public PipeStatus updateSettings(UpdateSettingsRequest request) {
        return changed(List.of(new ChangedSettings(request)));
    }

    @Override
    public void validateUpdateSettings(UpdateSettingsRequest request) {
        refuse(List.of(new ChangedSettings(request)));
    }

    @Override
    public PipeStatus edit(EditRequest request) {
        return changed(Change.of(request));
    }

    @Override
    public void validateEdit(EditRequest request) {
        refuse(Change.of(request));
    }

    @Override
    public PipeStatus dropTables(DropTablesRequest request) {
        return changed(List.of(new DroppedTables(request)));
    }

    @Override
    public void validateDropTables(DropTablesRequest request) {
        refuse(List.of(new DroppedTables(request)));
    }

    @Override
    public PipeStatus addTables(AddTablesRequest request) {
        return changed(List.of(new AddedTables(request)));
    }

    @Override
    public void validateAddTables(AddTablesRequest request) {
        refuse(List.of(new AddedTables(request)));
    }

    @Override
    public PipeStatus resync(ResyncRequest request) {
        return changed(List.of(ResyncedTables.of(request, pipe.problems().tables())));
    }

    @Override
    public void validateResync(ResyncRequest request) {
        refuse(List.of(ResyncedTables.of(request, pipe.problems().tables())));
    }

    @Override
    public PipeStatus retryTables(PipeRequest request) {
        return changed(List.of(retry(request)));
    }

    @Override
    public void validateRetryTables(PipeRequest request) {
        refuse(Operation.RETRY_TABLES.refusal(pipe));
    }

    /** Answers when all changes up to this one are made, which are those that were asked for when it came. */
    private PipeStatus changed(List<Change> changes) {
        changes.forEach(this::askChange);
        Workflow.await(() -> !pipe.requests().changeWanted() || pipe.requests().deleteWanted());
        if (pipe.requests().changeWanted()) {
            throw overtaken("ClickPipe was deleted before the change was made");
        }
        // Not made as it was asked for, or not all of it: another pipe was faster.
        changes.stream().map(pipe.requests()::takeRefusal).flatMap(Optional::stream).findFirst().ifPresent(reason -> {
            throw overtaken(reason);
        });
        return pipe.status();
    }

    @Override
    public PipeDescription describe() {
        return pipe.describe();
    }

    private void askPause(@Nullable PipeRequest request) {
        if (!pipe.requests().pauseWanted()) {
            pipe.requests().pause();
            asked("pause", request);
        }
    }

    private void askResume(@Nullable PipeRequest request) {
        pipe.requests().resume();
        asked("resume", request);
    }

    private void askChange(Change change) {
        boolean soAlready = pipe.requests().changesNothing(change, pipe.configuration());
        pipe.journal().note("Asked to " + change.sentence() + (soAlready ? "; it is so already" : ""));
        if (!soAlready) {
            pipe.requests().change(change);
        }
        StatusPublisher.showDetails(pipe);
    }

    private void askDelete(@Nullable PipeRequest request) {
        if (!pipe.requests().deleteWanted()) {
            pipe.requests().delete();
            asked("delete", request);
        }
    }

    private void asked(String what, @Nullable PipeRequest request) {
        String reason = request == null ? null : request.reason();
        pipe.journal().note("Asked to " + what + (reason == null || reason.isBlank() ? "" : ": " + reason));
        StatusPublisher.showDetails(pipe);
    }

    private void refused(String what, String refusal) {
        pipe.journal().note("Asked to " + what + ", refused: " + refusal);
        StatusPublisher.showDetails(pipe);
    }

    private static boolean nothingRuns(PipeState state) {
        return state == PipeState.FAILED || state == PipeState.COMPLETED;
    }

    private void refuse(List<Change> changes) {
        refuse(refusalOf(changes));
    }

    private Optional<String> refusalOf(List<Change> changes) {
        return pipe.requests().refusalOf(changes, pipe.configuration(), pipe.state(), pipe.main().isSetUp());
    }

    /** A validator's failure keeps its message alone: the SDK wraps it, and its type with it. */
    private static void refuse(Optional<String> refusal) {
        refusal.ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
    }

    private static ApplicationFailure overtaken(String reason) {
        return ApplicationFailure.newNonRetryableFailure(reason, OVERTAKEN);
    }
}

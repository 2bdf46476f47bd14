package dev.clickpipe.workflows.memory;

import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.contract.StreamProgress;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.machine.PipeMachine;
import dev.clickpipe.workflows.machine.Transition;
import dev.clickpipe.workflows.pipe.CarriedState;
import dev.clickpipe.workflows.pipe.PipeDescription;
import dev.clickpipe.workflows.pipe.PipeStart;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.PipeStatus;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import dev.clickpipe.workflows.snapshot.TableLoad;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All that a pipe knows. Phases read and change it; nothing else of a pipe lasts from one phase to the next. */
public final class LivePipe {
    private PipeConfiguration configuration;
    private final Requests requests = new Requests();
    private final Journal journal;
    private TableCounters counters;
    private boolean checked;
    private PipeState state;
    private Instant since;
    private List<RoutedTable> tables;
    private List<TableLoad> loads;
    private boolean loaded;
    private @Nullable Position position;
    private long batches;
    private @Nullable PipeError error;
    private @Nullable PipeError trouble;
    private @Nullable Work work;
    private int pausesReached;

    /** Begins, or goes on from what the run before handed over. */
    public LivePipe(PipeStart start) {
        configuration = start.configuration();
        checked = start.checked();
        CarriedState carried = start.carried() == null
                ? new CarriedState(PipeMachine.FIRST, now(), List.of(), List.of(), List.of(), false, null, 0, null,
                        List.of())
                : start.carried();
        state = carried.phase();
        since = carried.since();
        tables = carried.tables();
        loads = carried.loads();
        loaded = carried.loaded();
        position = carried.position();
        batches = carried.batches();
        error = carried.error();
        journal = new Journal(carried.journal());
        counters = new TableCounters(configuration, carried.summaries());
        if (state == PipeState.PAUSED || state == PipeState.PAUSING) {
            requests.pause();
        }
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }

    /** What the next run needs. To be taken while nothing runs. */
    public PipeStart handOver() {
        return new PipeStart(configuration, checked, new CarriedState(state, since, tables, counters.summaries(), loads,
                loaded, position, batches, error, journal.entries()));
    }

    public PipeConfiguration configuration() {
        return configuration;
    }

    public UUID serviceId() {
        return configuration.serviceId();
    }

    public Requests requests() {
        return requests;
    }

    public Journal journal() {
        return journal;
    }

    public PipeState state() {
        return state;
    }

    /** Takes the transition of an event and shows the new state. */
    public void enter(PipeEvent event) {
        Transition transition = PipeMachine.transition(state, event);
        state = transition.to();
        since = now();
        if (state == PipeState.PAUSED) {
            pausesReached++;
        }
        if (state == PipeState.FAILED || state == PipeState.COMPLETED) {
            requests.resume();
        }
        journal.note(transition.from().wireName() + " → " + state.wireName() + ": " + event.sentence()
                + (error == null ? "" : ". " + error.message()));
        Publication.publish(this);
    }

    /** Counts the times that Paused was reached, so that who waits for it cannot miss a short one. */
    public int pausesReached() {
        return pausesReached;
    }

    /** Makes the changes that were asked for, if any. To be called while nothing runs. */
    public void makeChanges() {
        if (!requests.changeWanted()) {
            return;
        }
        for (Change change : requests.takeChanges()) {
            configuration = change.appliedTo(configuration);
            journal.note("Done: " + change.sentence());
        }
        List<TableName> kept = configuration.tables().stream().map(TableMapping::source).toList();
        if (!counters.follows(kept)) {
            counters = new TableCounters(configuration,
                    counters.summaries().stream().filter(table -> kept.contains(table.source())).toList());
            boolean setUp = isSetUp();
            tables = tables.stream().filter(table -> kept.contains(table.source())).toList();
            loads = loads.stream().filter(load -> kept.contains(load.table())).toList();
            loaded = loaded || (setUp && TableCounters.complete(tables, loads));
        }
        Publication.publishConfiguration(this);
    }

    private boolean isSetUp() {
        return position != null || loaded || !tables.isEmpty();
    }

    public boolean checked() {
        return checked;
    }

    /** The pre-flight checks passed. */
    public void rememberChecked() {
        checked = true;
    }

    public List<RoutedTable> tables() {
        return tables;
    }

    /** Set-up is complete; the position is null when changes are not followed. */
    public void rememberSetup(List<RoutedTable> routed, @Nullable Position start) {
        tables = routed;
        position = start;
        loaded = routed.isEmpty();
    }

    public List<TableLoad> loads() {
        return loads;
    }

    public boolean loaded() {
        return loaded;
    }

    /** How far the snapshot is. What a complete one leaves are its counters. */
    public void rememberLoads(List<TableLoad> latest) {
        counters.loaded(latest);
        tables = tables.stream().map(table -> placed(table, latest)).toList();
        loaded = TableCounters.complete(tables, latest);
        loads = loaded ? List.of() : latest;
    }

    /** Of an appended table, what the load has put in its place. */
    private static RoutedTable placed(RoutedTable table, List<TableLoad> latest) {
        return latest.stream().filter(load -> load.table().equals(table.source())).map(TableLoad::taken)
                .filter(Objects::nonNull).findFirst().map(table::with).orElse(table);
    }

    /** Where the stream stands; only to be asked for once set-up has taken a position. */
    public Position position() {
        return Objects.requireNonNull(position, "a stream without a start position");
    }

    /** A lease ended here, past the loads of these destination tables. */
    public void rememberProgress(StreamProgress progress, List<String> passedLoads) {
        if (!passedLoads.isEmpty()) {
            tables = tables.stream().map(table -> table.passed(passedLoads)).toList();
        }
        position = progress.position();
        batches += progress.batches();
        counters.changed(progress.changes());
    }

    public @Nullable PipeError error() {
        return error;
    }

    /** Remembers why the pipe fails. */
    public PipeEvent fail(PipeError why) {
        error = why;
        trouble = null;
        return PipeEvent.ERROR;
    }

    public @Nullable PipeError trouble() {
        return trouble;
    }

    /** Shows an error that is being retried, or with null that it is over; costs no event of the history. */
    public void showTrouble(@Nullable PipeError retried) {
        if (retried != null && !retried.equals(trouble)) {
            journal.note("Trying again: " + retried.message());
        }
        trouble = retried;
        Publication.showDetails(this);
    }

    public @Nullable Work work() {
        return work;
    }

    /** Says what runs, or with null that nothing does. */
    public void rememberWork(@Nullable Work running) {
        work = running;
    }

    /** What a resume goes on with. */
    public PipeEvent resumption() {
        if (!isSetUp()) {
            return PipeEvent.RESUME_SETUP;
        }
        return switch (configuration.replication().mode()) {
            case SNAPSHOT -> PipeEvent.RESUME_SNAPSHOT;
            case CDC_ONLY -> PipeEvent.RESUME_STREAM;
            case CDC -> loaded ? PipeEvent.RESUME_STREAM : PipeEvent.RESUME_SNAPSHOT;
        };
    }

    public PipeStatus status() {
        return new PipeStatus(state, Sentences.of(this), since, error);
    }

    public PipeDescription describe() {
        return new PipeDescription(state, Sentences.of(this), since, counters.summaries(), position, batches, error,
                trouble, state == PipeState.SNAPSHOT ? Publication.snapshotWorkflowId(this) : null, journal.entries());
    }
}

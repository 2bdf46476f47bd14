package dev.clickpipe.workflows.memory;

import dev.clickpipe.workflows.contract.ObsoleteTable;
import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.contract.StreamProgress;
import dev.clickpipe.workflows.contract.TableCascades;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.pipe.ContinueAsNewLane;
import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.machine.PipeMachine;
import dev.clickpipe.workflows.machine.Transition;
import dev.clickpipe.workflows.pipe.ContinueAsNewState;
import dev.clickpipe.workflows.pipe.PipeDescription;
import dev.clickpipe.workflows.pipe.PipeStart;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.PipeStatus;
import dev.clickpipe.workflows.pipe.ResyncRequest;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.position.RowVersion;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import dev.clickpipe.workflows.snapshot.TableLoad;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All that a pipe knows. Phases read and change it; nothing else of a pipe lasts from one phase to the next. */
public final class LivePipe {
    private PipeConfiguration configuration;
    private final Requests requests = new Requests();
    private final EventLog journal;
    private final FailedTables problems;
    private final ReplicationLane main;
    private final TableResyncs reloads;
    private final ObsoleteTables leftovers;
    private final LifecycleState standing;
    private final Epochs epochs;
    private final Statistics statistics;
    private boolean checked;
    private @Nullable PipeError error;
    private @Nullable PipeError trouble;
    private RunVersions versions = RunVersions.FIRST;

    /** Begins, or goes on from what the run before handed over. */
    public LivePipe(PipeStart start) {
        configuration = start.configuration();
        checked = start.checked();
        ContinueAsNewState carried = start.carried() == null
                ? new ContinueAsNewState(PipeMachine.FIRST, now(), List.of(), List.of(), List.of(), false, null, 0,
                        null,
                        List.of(), null, List.of(), List.of(), List.of(), 0)
                : start.carried();
        standing = new LifecycleState(carried.phase(), carried.since());
        main = new ReplicationLane(
                new ContinueAsNewLane(carried.tables(), carried.loads(), carried.loaded() || nothingToLoad(carried),
                        carried.position(), versionBelow(carried.position())));
        reloads = new TableResyncs(carried.reload(), carried.reloads());
        problems = new FailedTables(carried.problems());
        leftovers = new ObsoleteTables(carried.leftovers());
        epochs = new Epochs(carried.highestEpoch());
        error = carried.error();
        journal = new EventLog(carried.journal(), this::configuration);
        statistics = new Statistics(configuration, carried.summaries(), carried.batches());
        if (state() == PipeState.PAUSED || state() == PipeState.PAUSING) {
            requests.pause();
        }
    }

    /** The stream of the pipe's own tables begins when they are loaded: until then its position is the one to load for. */
    private static long versionBelow(@Nullable Position start) {
        return start == null ? RowVersion.LOWEST : start.loadVersion();
    }

    /**
     * The epoch of a stream that is about to begin anywhere but where this one stands.
     *
     * @param lowest one above the highest of the destination tables
     */
    public int nextEpoch(int lowest) {
        return epochs.next(lowest, main.hasPosition() ? main.position() : null);
    }

    /** The version that rows get which are loaded for a stream that starts there; null when none does. */
    public long loadVersion(@Nullable Position start) {
        return versions.loadsBelowStream() ? versionBelow(start) : RowVersion.LOWEST;
    }

    /** Pipes that load nothing did not say so once. */
    private boolean nothingToLoad(ContinueAsNewState carried) {
        return configuration.replication().mode() == ReplicationMode.CDC_ONLY && carried.position() != null;
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }

    /** What the next run needs. To be taken while nothing runs. */
    public PipeStart handOver() {
        ContinueAsNewLane lane = main.handOver();
        return new PipeStart(configuration, checked, new ContinueAsNewState(state(), standing.since(), lane.tables(),
                statistics.tables(), lane.loads(), lane.loaded(), lane.position(), statistics.batches(), error,
                journal.entries(), reloads.handOverRunning(), reloads.waiting(), problems.list(),
                leftovers.list(), epochs.highest()));
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

    public EventLog journal() {
        return journal;
    }

    public PipeState state() {
        return standing.state();
    }

    /** Takes the transition of an event and shows the new state. */
    public void enter(PipeEvent event) {
        Transition transition = standing.take(event);
        if (state() == PipeState.FAILED || state() == PipeState.COMPLETED) {
            requests.resume();
        }
        journal.note(transition.from().wireName() + " → " + state().wireName() + ": " + event.sentence()
                + (error == null ? "" : ". " + error.message()));
        StatusPublisher.publish(this);
    }

    /** Counts the times that Paused was reached, so that who waits for it cannot miss a short one. */
    public int pausesReached() {
        return standing.pausesReached();
    }

    /** Has another configuration from now on, and forgets what belonged to tables that it does not have. */
    void configure(PipeConfiguration changed) {
        configuration = changed;
        List<TableName> kept = configuration.tables().stream().map(TableMapping::source).toList();
        if (!statistics.counts(kept)) {
            statistics.keepOnly(kept, configuration);
            main.keepOnly(kept);
            reloads.keepOnly(kept);
            problems.keepOnly(kept);
        }
    }

    /** What is loaded beside the tables, by the names that a configuration gives it. The list is the caller's. */
    List<ObsoleteTable> shadows(PipeConfiguration read) {
        TableResync reload = reload();
        return new ArrayList<>(reload == null ? List.of() : reload.shadows(read));
    }

    /** What is loaded beside the others is of use to nobody any more. */
    public void giveUpReload() {
        if (versions.dropsBeside()) {
            leftovers.add(shadows(configuration));
        }
        reloads.end();
    }

    /** Whether tables are to be loaded beside the others now. */
    public boolean beginReloadWhenDue() {
        Optional<TableResync> begun = reloads.beginWhenDue(configuration, main, state() == PipeState.FAILED);
        begun.ifPresent(reload -> {
            statistics.clear(reload.tables());
            journal.note("Tables to load " + (reload.joins() ? "into shadow tables" : "first") + ": "
                    + reload.sentence());
        });
        return reloads.running() != null;
    }

    /** What is being loaded beside the others; null when nothing is. */
    public @Nullable TableResync reload() {
        return reloads.running();
    }

    /** Those of the tables that the pipe never had at the destination: neither followed nor Failed. */
    public List<TableName> neverCopied(List<TableName> tables) {
        List<TableName> known = main.tables().stream().map(RoutedTable::source).toList();
        return tables.stream().filter(name -> !known.contains(name) && !problems.has(name)).toList();
    }

    /** The tables that people read and that are followed. */
    public ReplicationLane main() {
        return main;
    }

    /** Those and, if tables are being loaded beside them, these. */
    public List<ReplicationLane> lanes() {
        TableResync reload = reload();
        return reload == null ? List.of(main) : List.of(main, reload.lane());
    }

    /** Whether nothing of the pipe runs. */
    public boolean still() {
        return leftovers.work() == null && lanes().stream().allMatch(lane -> lane.work() == null);
    }

    /** Whether changes are followed while the pipe is in a phase that is about something else. */
    public boolean followsBeside() {
        TableResync reload = reload();
        return reload != null && reload.joins() && state() != PipeState.RESYNC;
    }

    /** Whether the phase ends for what a person asked, or for a new run of a workflow whose history grew long beside a load. */
    public boolean interrupted() {
        return (followsBeside() && Workflow.getInfo().isContinueAsNewSuggested()) || requests.deleteWanted()
                || (requests.changeWanted() && PipeMachine.allows(state(), PipeEvent.CHANGE))
                || (requests.pauseWanted() && PipeMachine.allows(state(), PipeEvent.PAUSE));
    }

    /** What to do for it. Every state that allows a pause allows a change, so a change may come first. */
    public PipeEvent interruption() {
        return requests.interruption();
    }

    /** Tables that nobody reads. */
    public ObsoleteTables leftovers() {
        return leftovers;
    }

    /** To be called by the first task of a run. */
    public void begin() {
        versions = RunVersions.decide();
    }

    /** What this run does otherwise than earlier ones. */
    public RunVersions versions() {
        return versions;
    }

    /** Tables that are not followed, and why. */
    public FailedTables problems() {
        return problems;
    }

    /** A table is not followed any more; the others go on. */
    void quarantine(TableName table, PipeError why) {
        problems.add(table, now(), why);
        main.keepOnly(main.tables().stream().map(RoutedTable::source).filter(name -> !name.equals(table)).toList());
        journal.note("Without " + table.quoted() + " from now on: " + why.message());
        StatusPublisher.showDetails(this);
    }

    /** Tables that failed before, and that could not be loaded again, have another reason now. */
    void stillBroken(List<TableName> tables, PipeError why) {
        tables.stream().filter(problems::has).forEach(name -> problems.add(name, now(), why));
    }

    /** Tables leave the pipe as if nobody had ever added them. */
    void leaveOut(List<TableName> tables) {
        configure(configuration.with(configuration.source(), configuration.replication(),
                configuration.tables().stream().filter(mapping -> !tables.contains(mapping.source())).toList()));
    }

    /** Tables are to be loaded beside the others, when it is their turn. */
    void askReload(ResyncRequest request) {
        reloads.ask(request);
    }

    /**
     * Reloaded tables stand where they belong.
     *
     * @param replaced what the pipe had there before
     * @param kept names under which copies of deleted pipes are now that stood there
     */
    public void joined(List<RoutedTable> tables, List<ObsoleteTable> replaced, List<String> kept) {
        leftovers.add(replaced);
        TableResync reload = Objects.requireNonNull(reload(), "a swap without a reload");
        if (!reload.joins()) {
            main.beginAt(reload.lane().hasPosition() ? reload.lane().position() : null);
        }
        main.join(tables);
        problems.remove(reload.tables());
        journal.note("Loaded and swapped in: " + reload.sentence());
        kept.forEach(table -> journal.note("What a deleted ClickPipe had copied there is kept in " + table
                + "; drop it when nobody needs it"));
        reloads.end();
    }

    /** A reload begins once more, because what it began with is no longer true. */
    public void reloadAgain(String why) {
        journal.note("Loaded once more, because " + why);
        reloads.again();
    }

    /** Whether the service's workers answered. */
    public boolean provisioned() {
        return standing.provisioned();
    }

    public boolean checked() {
        return checked;
    }

    /** The pre-flight checks passed. */
    public void rememberChecked() {
        checked = true;
    }

    /** What set-up found of foreign keys whose actions are not replicated. */
    public void rememberCascades(List<TableCascades> found) {
        statistics.warned(found);
    }

    /** How far a lane's snapshot is. */
    public void rememberLoads(ReplicationLane lane, List<TableLoad> latest) {
        statistics.loaded(latest);
        lane.rememberLoads(latest);
    }

    /** A lease of a lane ended here, past the loads of these destination tables. */
    public void rememberProgress(ReplicationLane lane, StreamProgress progress, List<String> passedLoads) {
        lane.rememberPosition(progress.position(), passedLoads);
        // What is read beside the pipe's own stream is read a second time.
        if (lane == main) {
            statistics.followed(progress);
        }
    }

    /** When a lease of this run saw it last; null before. */
    @Nullable
    Lag lag() {
        return statistics.lag();
    }

    public @Nullable PipeError error() {
        return error;
    }

    /** Remembers why the pipe fails. */
    public PipeEvent fail(PipeError why) {
        error = why;
        trouble = null;
        if (versions.dropsBeside()) {
            leftovers.add(shadows(configuration));
        }
        reloads.forget();
        main.lose();
        return PipeEvent.ERROR;
    }

    /** Forgets why the pipe failed: all of its tables are loaded again. */
    public PipeEvent recover() {
        error = null;
        return PipeEvent.RELOAD;
    }

    public @Nullable PipeError trouble() {
        return trouble;
    }

    /** Shows an error that is being retried, or with null that it is over; costs no event of the history. */
    public void showTrouble(@Nullable PipeError retried) {
        show("Trying again: ", retried);
    }

    /** Says what a resume will meet, or may meet later, or with null that there is nothing to say; costs no event either. */
    public void warn(@Nullable PipeError warning) {
        show("Warning: ", warning);
    }

    private void show(String what, @Nullable PipeError now) {
        if (now != null && !now.equals(trouble)) {
            journal.note(what + now.message());
        }
        trouble = now;
        StatusPublisher.showDetails(this);
    }

    public PipeStatus status() {
        return new PipeStatus(state(), StatusMessages.of(this), standing.since(), error);
    }

    public PipeDescription describe() {
        return new PipeDescription(state(), StatusMessages.of(this), standing.since(),
                TableStates.of(this, statistics.tables()),
                main.hasPosition() ? main.position() : null, statistics.batches(), error, trouble,
                state() == PipeState.SNAPSHOT ? StatusPublisher.snapshotWorkflowId(this) : null, journal.entries());
    }
}

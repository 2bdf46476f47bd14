package dev.clickpipe.workflows.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.pipe.ContinueAsNewLane;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.position.RowVersion;
import dev.clickpipe.workflows.settings.TableName;
import dev.clickpipe.workflows.snapshot.TableLoad;

/** Tables that move together: how far they are loaded, where their stream stands, and what runs for them. */
public final class ReplicationLane {
    private List<RoutedTable> tables;
    private List<TableLoad> loads;
    private boolean loaded;
    private @Nullable Position position;
    private long loadVersion;
    private @Nullable RunningWork work;
    private Duration retryWait = Duration.ZERO;

    ReplicationLane(ContinueAsNewLane carried) {
        tables = carried.tables();
        loads = carried.loads();
        loaded = carried.loaded();
        position = carried.position();
        loadVersion = carried.loadVersion();
    }

    /** A lane that nothing has happened in. */
    static ReplicationLane empty() {
        return new ReplicationLane(new ContinueAsNewLane(List.of(), List.of(), false, null, RowVersion.LOWEST));
    }

    ContinueAsNewLane handOver() {
        return new ContinueAsNewLane(tables, loads, loaded, position, loadVersion);
    }

    public List<RoutedTable> tables() {
        return tables;
    }

    /**
     * Set-up is complete.
     *
     * @param start null when changes are not followed
     * @param version of the rows that are loaded
     */
    public void rememberSetup(List<RoutedTable> routed, @Nullable Position start, long version) {
        tables = routed;
        position = start;
        loadVersion = version;
        loads = List.of();
        loaded = routed.isEmpty();
    }

    /** Whether its tables are there. */
    public boolean isSetUp() {
        return position != null || loaded || !tables.isEmpty();
    }

    /** The version that loaded rows get; the same until all are, whatever becomes of the position. */
    public long loadVersion() {
        return loadVersion;
    }

    /** How far the snapshot is; empty before it began and once it is complete. */
    public List<TableLoad> loads() {
        return loads;
    }

    /** Whether every row is loaded that was there at the beginning. */
    public boolean loaded() {
        return loaded;
    }

    void rememberLoads(List<TableLoad> latest) {
        tables = tables.stream().map(table -> placed(table, latest)).toList();
        loaded = TableCounters.complete(tables, latest);
        loads = loaded ? List.of() : latest;
    }

    /** Of an appended table, what the load has put in its place. */
    private static RoutedTable placed(RoutedTable table, List<TableLoad> latest) {
        return latest.stream().filter(load -> load.table().equals(table.source())).map(TableLoad::taken)
                .filter(Objects::nonNull).findFirst().map(table::with).orElse(table);
    }

    /** Whether its stream has a position. */
    public boolean hasPosition() {
        return position != null;
    }

    /** Where the stream stands; only to be asked for once set-up has taken a position. */
    public Position position() {
        return Objects.requireNonNull(position, "a stream without a start position");
    }

    void rememberPosition(Position reached, List<String> passedLoads) {
        if (!passedLoads.isEmpty()) {
            tables = tables.stream().map(table -> table.passed(passedLoads)).toList();
        }
        position = reached;
    }

    /** Leaves all other tables out; to be called while nothing runs. */
    void keepOnly(Collection<TableName> kept) {
        boolean setUp = isSetUp();
        tables = tables.stream().filter(table -> kept.contains(table.source())).toList();
        loads = loads.stream().filter(load -> kept.contains(load.table())).toList();
        loaded = loaded || (setUp && TableCounters.complete(tables, loads));
    }

    /** Takes tables in, in the place of those that it has of the same names; to be called while nothing runs. */
    void join(List<RoutedTable> joining) {
        List<TableName> names = joining.stream().map(RoutedTable::source).toList();
        List<RoutedTable> all = new ArrayList<>(RoutedTable.without(tables, names));
        all.addAll(joining);
        tables = List.copyOf(all);
    }

    /** Whatever it has, nothing can go on from there. */
    void lose() {
        loads = List.of();
        loaded = false;
    }

    /** Begins to follow from a position, all its tables being loaded. */
    public void beginAt(@Nullable Position start) {
        position = start;
        loads = List.of();
        loaded = true;
    }

    /** What runs; null when nothing does. */
    public @Nullable RunningWork work() {
        return work;
    }

    /** Says what runs, or with null that nothing does. */
    public void rememberWork(@Nullable RunningWork running) {
        work = running;
    }

    /** How long the stream waits after the next error; grows while the errors follow each other. */
    public Duration retryWait() {
        return retryWait;
    }

    /** See {@link #retryWait}. */
    public void rememberRetryWait(Duration wait) {
        retryWait = wait;
    }
}

package dev.clickpipe.workflows.memory;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

import dev.clickpipe.workflows.contract.ObsoleteTable;
import dev.clickpipe.workflows.pipe.ContinueAsNewResync;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;

/**
 * Tables that are loaded beside those that people read, for the first time or again: a lane of its own, with a snapshot and
 * a stream, that gives its tables to the pipe's lane when it has come as far.
 */
public final class TableResync {
    private final boolean joins;
    private final ReplicationLane lane;
    private List<TableName> tables;
    private List<TableMapping> loadedInto;
    private boolean placing;

    private TableResync(List<TableName> tables, boolean joins, List<TableMapping> loadedInto, ReplicationLane lane) {
        this.tables = tables;
        this.joins = joins;
        this.loadedInto = loadedInto;
        this.lane = lane;
    }

    /** @param joins see {@link #joins()} */
    static TableResync of(List<TableName> tables, boolean joins) {
        return new TableResync(List.copyOf(tables), joins, List.of(), ReplicationLane.empty());
    }

    static TableResync of(ContinueAsNewResync carried) {
        TableResync reload = new TableResync(carried.tables(), carried.joins(), carried.loadedInto(),
                new ReplicationLane(carried.lane()));
        reload.placing = carried.placing();
        return reload;
    }

    ContinueAsNewResync handOver() {
        return new ContinueAsNewResync(tables, joins, loadedInto, lane.handOver(), placing);
    }

    /** Source tables that are loaded. */
    public List<TableName> tables() {
        return tables;
    }

    /** Whether the pipe's stream goes on beside it, for these tables to join; else it begins one of its own. */
    public boolean joins() {
        return joins;
    }

    public ReplicationLane lane() {
        return lane;
    }

    /** Whether the tables that it loads into were chosen. */
    public boolean targetsChosen() {
        return !loadedInto.isEmpty();
    }

    /**
     * Whether its tables have begun to take their places. From then on nothing is written, neither here nor in what stands
     * there, until all have: nobody knows which of the two is behind a name.
     */
    public boolean placing() {
        return placing;
    }

    /** See {@link #placing}. */
    public void beginPlacing() {
        placing = true;
    }

    /** Tables that it loads into and that people do not read: those that the pipe does not copy into. */
    List<ObsoleteTable> shadows(PipeConfiguration pipe) {
        List<String> read = pipe.tables().stream().map(TableMapping::target).toList();
        return loadedInto.stream().map(TableMapping::target).filter(target -> !read.contains(target)).distinct()
                .map(shadow -> new ObsoleteTable(shadow, null)).toList();
    }

    /** See {@link #targetsChosen}. */
    public void rememberTargets(List<TableMapping> targets) {
        loadedInto = List.copyOf(targets);
    }

    /** Of the pipe's configuration, what is about its tables: people's targets. */
    public PipeConfiguration configurationOf(PipeConfiguration pipe) {
        return pipe.mapping(pipe.tables().stream().filter(mapping -> tables.contains(mapping.source())).toList());
    }

    /** The same with the targets that it loads into. */
    public PipeConfiguration loadingConfigurationOf(PipeConfiguration pipe) {
        return pipe.loading(loadedInto);
    }

    void keepOnly(Collection<TableName> kept) {
        tables = tables.stream().filter(kept::contains).toList();
        loadedInto = loadedInto.stream().filter(mapping -> kept.contains(mapping.source())).toList();
        lane.keepOnly(kept);
    }

    /** Begins again with everything, somewhere else. */
    TableResync again() {
        return of(tables, joins);
    }

    /** The tables, for sentences. */
    public String sentence() {
        return sentence(tables);
    }

    static String sentence(List<TableName> tables) {
        return tables.size() > 3
                ? tables.size() + " tables"
                : tables.stream().map(TableName::quoted).collect(Collectors.joining(", "));
    }

    /** Whether set-up is complete. */
    public boolean isSetUp() {
        return targetsChosen() && lane.isSetUp();
    }

}

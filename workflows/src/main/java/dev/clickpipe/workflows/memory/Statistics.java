package dev.clickpipe.workflows.memory;

import dev.clickpipe.workflows.contract.StreamProgress;
import dev.clickpipe.workflows.contract.TableCascades;
import dev.clickpipe.workflows.pipe.TableSummary;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableName;
import dev.clickpipe.workflows.snapshot.TableLoad;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a pipe has done, in figures for people. */
final class Statistics {
    private TableCounters counters;
    private long batches;
    private @Nullable Lag lag;

    Statistics(PipeConfiguration configuration, List<TableSummary> earlier, long batches) {
        counters = new TableCounters(configuration, earlier);
        this.batches = batches;
    }

    List<TableSummary> tables() {
        return counters.summaries();
    }

    long batches() {
        return batches;
    }

    /** When a lease of this run saw it last; null before. */
    @Nullable
    Lag lag() {
        return lag;
    }

    /** Whether it counts exactly these tables. */
    boolean counts(Collection<TableName> tables) {
        return counters.follows(tables);
    }

    /** Counts what is configured now, and goes on with the figures of these tables. */
    void keepOnly(Collection<TableName> tables, PipeConfiguration configuration) {
        counters = new TableCounters(configuration,
                counters.summaries().stream().filter(table -> tables.contains(table.source())).toList());
    }

    /** Tables are about to be loaded again. */
    void clear(Collection<TableName> tables) {
        counters.clear(tables);
    }

    /** What set-up found of foreign keys whose actions are not replicated. */
    void warned(List<TableCascades> found) {
        counters.warned(found);
    }

    /** How far loads are. */
    void loaded(List<TableLoad> loads) {
        counters.loaded(loads);
    }

    /** A lease of the pipe's own stream has ended. */
    void followed(StreamProgress progress) {
        batches += progress.batches();
        counters.changed(progress.changes());
        lag = new Lag(progress.lagMilliseconds(), Instant.ofEpochMilli(Workflow.currentTimeMillis()));
    }
}

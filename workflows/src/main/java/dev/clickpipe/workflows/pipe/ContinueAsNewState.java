package dev.clickpipe.workflows.pipe;

import dev.clickpipe.workflows.contract.ObsoleteTable;
import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.snapshot.TableLoad;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run of the pipe's workflow hands to the next one.
 *
 * @param phase state that the next run goes on in
 * @param since when the pipe entered it
 * @param loads how far the snapshot is; empty before it began and once it is complete
 * @param loaded whether the snapshot is complete
 * @param position where the stream stands; null before there is one
 * @param error why the pipe is Failed; null otherwise
 * @param journal the latest entries
 * @param reload tables that are being loaded beside the others; null when there are none
 * @param reloads what is to be loaded after it
 * @param problems tables that are not followed, and why
 * @param leftovers tables that nobody reads, to be dropped
 * @param highestEpoch the highest one that a stream of the pipe was to begin in; 0 in runs that did not hand it over
 */
public record ContinueAsNewState(PipeState phase, Instant since, List<RoutedTable> tables, List<TableSummary> summaries,
        List<TableLoad> loads, boolean loaded, @Nullable Position position, long batches, @Nullable PipeError error,
        List<EventLogEntry> journal, @Nullable ContinueAsNewResync reload, List<ResyncRequest> reloads,
        List<FailedTable> problems, List<ObsoleteTable> leftovers, int highestEpoch) {
    public ContinueAsNewState {
        tables = List.copyOf(tables);
        summaries = List.copyOf(summaries);
        loads = List.copyOf(loads);
        journal = List.copyOf(journal);
        // Runs that began before there were any handed none over.
        reloads = reloads == null ? List.of() : List.copyOf(reloads);
        problems = problems == null ? List.of() : List.copyOf(problems);
        leftovers = leftovers == null ? List.of() : List.copyOf(leftovers);
    }
}

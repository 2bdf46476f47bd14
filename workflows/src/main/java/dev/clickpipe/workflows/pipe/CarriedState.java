package dev.clickpipe.workflows.pipe;

import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run of the pipe's workflow hands to the next one.
 *
 * @param phase state that the next run goes on in
 * @param position where the stream stands; null before there is one
 * @param error why the pipe is Failed; null otherwise
 */
public record CarriedState(PipeState phase, List<RoutedTable> tables, List<TableSummary> summaries,
        @Nullable Position position, long batches, @Nullable PipeError error) {
    public CarriedState {
        tables = List.copyOf(tables);
        summaries = List.copyOf(summaries);
    }
}

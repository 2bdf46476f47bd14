package dev.clickpipe.workflows.contract;

import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import java.time.Duration;
import java.util.List;

/**
 * The right to move one pipe's position for a while.
 *
 * @param position where to start; a later attempt starts at the position of the last heartbeat instead
 * @param maximumAge after this the lease returns at the next end of a transaction
 */
public record StreamLease(PipeConfiguration configuration, Position position, List<RoutedTable> tables,
        Duration maximumAge) {
    public StreamLease {
        tables = List.copyOf(tables);
    }
}

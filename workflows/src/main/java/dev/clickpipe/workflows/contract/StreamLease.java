package dev.clickpipe.workflows.contract;

import org.jspecify.annotations.Nullable;

import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import java.time.Duration;
import java.util.List;

/**
 * The right to move one pipe's position for a while.
 *
 * @param position where to start; a later attempt starts at the position of the last heartbeat instead
 * @param maximumAge after this the lease returns at the next end of a transaction
 * @param until the lease runs beside the pipe's own one, and returns at the first end of a transaction that covers this; null
 * for the pipe's own
 */
public record StreamLease(PipeConfiguration configuration, Position position, List<RoutedTable> tables,
        Duration maximumAge, @Nullable Coordinates until) {
    public StreamLease {
        tables = List.copyOf(tables);
    }
}

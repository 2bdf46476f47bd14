package dev.clickpipe.workflows.settings;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * All that a person configured of a pipe, complete: what was left out has its default here and never changes later.
 *
 * @param destinationDatabase database of the service's ClickHouse that the tables go to
 * @param revision counts changes of the settings, from 1
 */
public record PipeConfiguration(UUID pipeId, UUID serviceId, String name, SourceConnection source,
        ReplicationSettings replication, List<TableMapping> tables, String destinationDatabase, int revision,
        Instant createdAt) {
    public PipeConfiguration {
        tables = List.copyOf(tables);
    }
}

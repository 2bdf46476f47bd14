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

    /** The same with the sealed password left out, for places where people read it. */
    public PipeConfiguration withoutPassword() {
        return new PipeConfiguration(pipeId, serviceId, name, source.withoutPassword(), replication, tables,
                destinationDatabase, revision, createdAt);
    }

    /** What a change makes of it: the next revision. */
    public PipeConfiguration with(SourceConnection connection, ReplicationSettings settings,
            List<TableMapping> mapped) {
        return new PipeConfiguration(pipeId, serviceId, name, connection, settings, mapped, destinationDatabase,
                revision + 1, createdAt);
    }

    /** What another name makes of it: the next revision. */
    public PipeConfiguration named(String other) {
        return new PipeConfiguration(pipeId, serviceId, other, source, replication, tables, destinationDatabase,
                revision + 1, createdAt);
    }

    /** The same, for a call that is about these mappings alone. */
    public PipeConfiguration mapping(List<TableMapping> mappings) {
        return new PipeConfiguration(pipeId, serviceId, name, source, replication, mappings, destinationDatabase,
                revision, createdAt);
    }

    /** The same, for a load of these mappings alone. */
    public PipeConfiguration loading(List<TableMapping> mappings) {
        return new PipeConfiguration(pipeId, serviceId, name, source, replication.ofLoad(), mappings,
                destinationDatabase, revision, createdAt);
    }

    /** The same with one table alone: what the call that loads one partition needs of 500 tables. */
    public PipeConfiguration narrowedTo(TableName table) {
        return mapping(tables.stream().filter(mapping -> mapping.source().equals(table)).toList());
    }
}

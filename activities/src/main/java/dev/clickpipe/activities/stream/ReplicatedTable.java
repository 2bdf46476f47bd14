package dev.clickpipe.activities.stream;

import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.workflows.settings.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source table that a stream follows.
 *
 * @param number counts the lease's source tables from 0
 * @param definition in force at the lease's position
 * @param destinations the tables that its changes go to
 * @param seen transactions before its definition and its loads; null when the stream is past them, or there are none
 */
record ReplicatedTable(int number, TableDefinition definition, List<StreamTarget> destinations,
        @Nullable LoadedTransactions seen) {
    ReplicatedTable {
        destinations = List.copyOf(destinations);
    }

    TableName name() {
        return definition.name();
    }

    /** Whether nothing of a transaction is to be written. */
    boolean isPast(SourceTransaction transaction) {
        return hasSeen(transaction) || destinations.stream().allMatch(target -> target.isLoaded(transaction));
    }

    /** Whether its definition and its loads showed what a transaction did. */
    boolean hasSeen(SourceTransaction transaction) {
        return seen != null && seen.contains(transaction);
    }
}

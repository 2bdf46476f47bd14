package dev.clickpipe.activities.stream;

import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.workflows.settings.TableName;
import java.util.List;

/**
 * A source table that a stream follows.
 *
 * @param number counts the lease's source tables from 0
 * @param definition in force at the lease's position
 * @param destinations the tables that its changes go to
 */
record SourceTable(int number, TableDefinition definition, List<StreamTarget> destinations) {
    SourceTable {
        destinations = List.copyOf(destinations);
    }

    TableName name() {
        return definition.name();
    }
}

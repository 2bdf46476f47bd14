package dev.clickpipe.activities.setup;

import dev.clickpipe.activities.cascade.CascadeRefusal;
import dev.clickpipe.activities.cascade.ForeignKey;
import dev.clickpipe.activities.cascade.SourceCascades;
import dev.clickpipe.activities.definition.SourceDefinitions;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.mysql.CascadeLogging;
import dev.clickpipe.workflows.contract.TableCascades;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * What set-up needs to know of the source tables.
 *
 * @param definitions one per table of the configuration
 * @param cascades of tables that foreign keys change unseen
 */
record SourceInspection(Map<TableName, TableDefinition> definitions, List<TableCascades> cascades) {
    /**
     * Reads it.
     *
     * @param joining tables that were not copied before
     * @throws PipeException TABLE_MISSING for one that is not there, CASCADE_NOT_REPLICATED for one that joins and that the
     * configuration refuses
     */
    static SourceInspection read(Connection connection, PipeConfiguration configuration, List<TableName> joining)
            throws SQLException {
        List<TableName> names = configuration.tables().stream().map(TableMapping::source).distinct().toList();
        Map<TableName, TableDefinition> found = new SourceDefinitions(connection).definitions(names);
        for (TableName name : names) {
            if (!found.containsKey(name)) {
                throw new PipeException(new PipeError(ErrorKind.TABLE_MISSING,
                        "The source table " + name.quoted() + " does not exist",
                        "Create it, or drop it from the pipe; then retry the table, or resync the pipe if it is Failed",
                        name));
            }
        }
        if (configuration.replication().mode() == ReplicationMode.SNAPSHOT) {
            return new SourceInspection(found, List.of());
        }
        SourceCascades cascades = SourceCascades.read(connection, configuration);
        if (configuration.replication().refusesCascades() && cascades.logging() != CascadeLogging.ON) {
            joining.forEach(name -> refuse(name, cascades));
        }
        return new SourceInspection(found, names.stream()
                .map(name -> new TableCascades(name, cascades.unreplicated().warnings(name)))
                .filter(table -> !table.cascades().isEmpty()).toList());
    }

    private static void refuse(TableName name, SourceCascades cascades) {
        for (ForeignKey key : cascades.graph().changing(name)) {
            CascadeRefusal refusal = CascadeRefusal.of(key, cascades.logging());
            throw new PipeException(new PipeError(ErrorKind.CASCADE_NOT_REPLICATED,
                    "The source table " + name.quoted() + " cannot be copied exactly: " + refusal.problem(),
                    refusal.remedy(), name));
        }
    }
}

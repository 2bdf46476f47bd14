package dev.clickpipe.activities.cascade;

import dev.clickpipe.activities.definition.SourceDefinitions;
import dev.clickpipe.activities.mysql.SourceServer;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Tables whose foreign keys the user may not see: servers leave such keys out of their answers without a word.
 *
 * @param hidden those tables, of the pipe and of the parents that changes come from
 */
public record VisibleKeys(List<TableName> hidden) {
    public VisibleKeys {
        hidden = List.copyOf(hidden);
    }

    /**
     * Looks at the pipe's tables and at the parents that are known.
     *
     * @param present tables of the pipe that are there
     */
    public static VisibleKeys read(Connection connection, PipeConfiguration configuration, SourceCascades cascades,
            Set<TableName> present) throws SQLException {
        List<TableName> hidden = new ArrayList<>();
        // MySQL shows them to who may read any column.
        if (SourceServer.of(configuration.source().type()).flavour() == Flavour.MARIADB) {
            SourceForeignKeys keys = new SourceForeignKeys(connection);
            for (TableName table : present) {
                if (!keys.mayShow(table)) {
                    hidden.add(table);
                }
            }
        }
        Set<TableName> parents = cascades.unreplicated().parents();
        if (!parents.isEmpty()) {
            Set<TableName> seen = new SourceDefinitions(connection).tables(parents).keySet();
            parents.stream().filter(parent -> !seen.contains(parent)).forEach(hidden::add);
        }
        return new VisibleKeys(hidden);
    }
}

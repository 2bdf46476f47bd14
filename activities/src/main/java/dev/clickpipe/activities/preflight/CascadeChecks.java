package dev.clickpipe.activities.preflight;

import dev.clickpipe.activities.cascade.CascadeRefusal;
import dev.clickpipe.activities.cascade.ForeignKey;
import dev.clickpipe.activities.cascade.SourceCascades;
import dev.clickpipe.activities.cascade.VisibleKeys;
import dev.clickpipe.activities.mysql.CascadeLogging;
import dev.clickpipe.activities.mysql.Grantee;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Whether foreign keys change rows of the tables unseen, and whether their keys can be seen at all. */
final class CascadeChecks {
    private final Connection connection;
    private final PipeConfiguration configuration;
    private final Findings findings;

    CascadeChecks(Connection connection, PipeConfiguration configuration, Findings findings) {
        this.connection = connection;
        this.configuration = configuration;
        this.findings = findings;
    }

    /** @param present the tables that are there; others are told of already */
    void check(Set<TableName> present) throws SQLException {
        if (configuration.replication().mode() == ReplicationMode.SNAPSHOT) {
            return;
        }
        SourceCascades cascades = SourceCascades.read(connection, configuration);
        if (cascades.logging() != CascadeLogging.ON && configuration.replication().refusesCascades()) {
            refuse(cascades);
        }
        VisibleKeys visible = VisibleKeys.read(connection, configuration, cascades, present);
        for (TableName hidden : visible.hidden()) {
            findings.warning("source.mysql.credentials", configuration.source().username(),
                    "the user may not see the foreign keys of " + hidden.quoted()
                            + ": rows that they change are not replicated, and not counted either",
                    "GRANT SELECT ON " + hidden.quoted() + " TO " + Grantee.of(connection));
        }
    }

    private void refuse(SourceCascades cascades) {
        List<TableMapping> tables = configuration.tables();
        for (int index = 0; index < tables.size(); index++) {
            TableName source = tables.get(index).source();
            for (ForeignKey key : cascades.graph().changing(source)) {
                CascadeRefusal refusal = CascadeRefusal.of(key, cascades.logging());
                findings.failure(MappingChecks.field(index, "sourceTable"), source.quoted(), refusal.problem(),
                        refusal.remedy());
            }
        }
    }
}

package dev.clickpipe.activities.preflight;

import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.TableMapping;
import java.util.List;

/** What can be said of a pipe's settings without asking a server. */
final class MappingChecks {
    private MappingChecks() {}

    static void check(PipeConfiguration configuration, Findings findings) {
        if (configuration.replication().mechanism() != ReplicationMechanism.GTID) {
            findings.failure("source.mysql.settings.replicationMechanism", "FILE_POS",
                    "positions by file and offset are not built yet", "Use GTID");
        }
        List<TableMapping> tables = configuration.tables();
        if (tables.isEmpty()) {
            findings.failure("source.mysql.tableMappings", "[]", "there is no table to copy",
                    "Name at least one table");
        }
    }

    /** A member of a table mapping as the wire contract spells it. */
    static String field(int index, String member) {
        return "source.mysql.tableMappings[" + index + "]." + member;
    }
}

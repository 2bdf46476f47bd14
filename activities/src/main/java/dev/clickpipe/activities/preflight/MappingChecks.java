package dev.clickpipe.activities.preflight;

import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.TableMapping;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
        Set<String> targets = new HashSet<>();
        for (int index = 0; index < tables.size(); index++) {
            TableMapping mapping = tables.get(index);
            if (!targets.add(mapping.target())) {
                findings.failure(field(index, "targetTable"), mapping.target(),
                        "another table goes to that destination table already", "Choose another targetTable");
            }
        }
    }

    /** A member of a table mapping as the wire contract spells it. */
    static String field(int index, String member) {
        return "source.mysql.tableMappings[" + index + "]." + member;
    }
}

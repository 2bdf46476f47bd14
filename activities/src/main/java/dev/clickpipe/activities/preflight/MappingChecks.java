package dev.clickpipe.activities.preflight;

import dev.clickpipe.workflows.contract.StartPositionRules;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.ReplicationSettings;
import dev.clickpipe.workflows.settings.TableMapping;
import java.util.List;

/** What can be said of a pipe's settings without asking a server. */
final class MappingChecks {
    private MappingChecks() {}

    static void check(PipeConfiguration configuration, Findings findings) {
        ReplicationSettings replication = configuration.replication();
        if (replication.mechanism() == ReplicationMechanism.FILE_POS
                && replication.mode() != ReplicationMode.SNAPSHOT) {
            findings.warning("source.mysql.settings.replicationMechanism", "FILE_POS",
                    "a binlog file and its offset mean something on one server alone: when another one replaces it,"
                            + " the pipe fails and must be made again with new tables",
                    "Use GTID where the source has GTIDs, and name the server itself as host, no proxy before several");
        }
        StartPositionRules.findings(replication, configuration.source().type()).forEach(findings::failure);
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

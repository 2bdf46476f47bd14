package dev.clickpipe.workflows.contract;

import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.GtidNotation;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.ReplicationSettings;
import dev.clickpipe.workflows.settings.SourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What can be said of a chosen start position without asking the source; for who reads it and who checks it. */
public final class StartPositionRules {
    /** As the wire contract spells it. */
    public static final String FIELD = "source.mysql.settings.startPosition";

    private StartPositionRules() {}

    /** All that is wrong with it; nothing when none was chosen. */
    public static List<PreflightFinding> findings(ReplicationSettings replication, SourceType type) {
        Coordinates start = replication.start();
        if (start == null) {
            return List.of();
        }
        List<PreflightFinding> findings = new ArrayList<>();
        if (replication.mode() != ReplicationMode.CDC_ONLY) {
            findings.add(new PreflightFinding(FIELD, start.text(),
                    "only a pipe that loads nothing can have a start position, and replicationMode is "
                            + replication.mode().name().toLowerCase(Locale.ROOT),
                    "give replicationMode cdc_only, or leave it out"));
        }
        switch (start) {
            case Coordinates.Gtid(String set) -> {
                if (replication.mechanism() != ReplicationMechanism.GTID) {
                    findings.add(new PreflightFinding(FIELD + ".gtidSet", set,
                            "replicationMechanism " + replication.mechanism() + " follows by binlog file and offset",
                            "give binlogFile and binlogPosition instead, or replicationMechanism GTID"));
                }
                if (!GtidNotation.isSet(type.flavour(), set)) {
                    findings.add(new PreflightFinding(FIELD + ".gtidSet", set,
                            "it is no GTID set as a source of type " + type.name().toLowerCase(Locale.ROOT)
                                    .replace("_", "") + " writes it",
                            GtidNotation.example(type.flavour())));
                }
            }
            case Coordinates.FileOffset(String file, long offset) -> {
                if (replication.mechanism() != ReplicationMechanism.FILE_POS) {
                    findings.add(new PreflightFinding(FIELD + ".binlogFile", file,
                            "replicationMechanism " + replication.mechanism() + " follows by GTIDs",
                            "give gtidSet instead, or replicationMechanism FILE_POS"));
                }
                if (offset < Coordinates.FileOffset.BEGIN) {
                    findings.add(new PreflightFinding(FIELD + ".binlogPosition", String.valueOf(offset),
                            "it is out of range", "give a whole number from " + Coordinates.FileOffset.BEGIN));
                }
            }
        }
        return findings;
    }
}

package dev.clickpipe.workflows.settings;

/** How a position in the binlog is named. */
public enum ReplicationMechanism {
    /** By the set of transactions applied; survives a change of server. */
    GTID,
    /** By file and offset on one server. */
    FILE_POS
}

package dev.clickpipe.workflows.position;

import org.jspecify.annotations.Nullable;

/**
 * Which server a position was read on. A position of one server means nothing on another one, unless GTIDs say so.
 *
 * @param flavour which family of servers
 * @param serverId what tells one server from another: MySQL's server_uuid; on MariaDB its server_uid with server_id
 * @param binlogFile a binlog file that held the position, null where none is known
 * @param binlogFileCreatedAt seconds since 1970 in that file's format description event; 0 where none is known
 */
public record SourceIdentity(Flavour flavour, String serverId, @Nullable String binlogFile, long binlogFileCreatedAt) {
    /** The families of servers that speak the protocol. */
    public enum Flavour {
        MYSQL, MARIADB
    }

    /** The same server, seen in a binlog file. */
    public SourceIdentity inFile(@Nullable String file, long createdAt) {
        return new SourceIdentity(flavour, serverId, file, createdAt);
    }

    /** Whether both were read on the same server. */
    public boolean sameServer(SourceIdentity other) {
        return flavour == other.flavour && serverId.equals(other.serverId);
    }
}

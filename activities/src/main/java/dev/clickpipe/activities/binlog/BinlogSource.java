package dev.clickpipe.activities.binlog;

import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import dev.clickpipe.workflows.settings.TlsSettings;

/**
 * Where a binlog is read.
 *
 * @param password in the clear; this record shows it nowhere
 * @param serverId replication client id, 1 to 4294967295; no other client of the server may have it
 */
public record BinlogSource(String host, int port, String user, String password, TlsSettings tls, long serverId,
        Flavour flavour) {
    @Override
    public String toString() {
        return "binlog of " + user + "@" + host + ":" + port + " as " + serverId;
    }
}

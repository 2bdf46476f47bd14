package dev.clickpipe.activities.binlog;

import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import dev.clickpipe.workflows.settings.SourceConnection;
import dev.clickpipe.workflows.settings.TlsSettings;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where a binlog is read.
 *
 * @param password in the clear; this record shows it nowhere
 * @param serverId replication client id, 1 to 4294967295; no other client of the server may have it
 */
public record BinlogSource(String host, int port, String user, String password, TlsSettings tls, long serverId,
        Flavour flavour) {
    /** Replication client ids that people give their servers are small numbers; ids of ours stay clear of them. */
    public static final long LOWEST_DERIVED_SERVER_ID = 1L << 31;

    /** The binlog of a source, read under an id. */
    public static BinlogSource of(SourceConnection source, String password, long serverId, Flavour flavour) {
        return new BinlogSource(source.host(), source.port(), source.username(), password, source.tls(), serverId,
                flavour);
    }

    /** For a short look beside the stream, under an id that is not the stream's: the server would cut the stream off. */
    public static BinlogSource ofHelper(SourceConnection source, String password, Flavour flavour) {
        return of(source, password,
                LOWEST_DERIVED_SERVER_ID | ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE), flavour);
    }

    @Override
    public String toString() {
        return "binlog of " + user + "@" + host + ":" + port + " as " + serverId;
    }
}

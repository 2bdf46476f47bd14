package dev.clickpipe.activities.binlog;

import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.SourceIdentity;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the server at the other end of a dump connection is, and whether it can go on where we are. Asked on that very
 * connection, because a proxy may answer elsewhere.
 */
final class SourceFacts {
    /** A dump shows transactions before gtid_executed does, up to the semi-synchronous timeout's usual 10 s. */
    private static final int VISIBILITY_SECONDS = 15;
    private static final String RESYNC = "resync the pipe, so that it takes a new position";

    private SourceFacts() {}

    /**
     * Reads the identity and checks the position.
     *
     * @param expected the server that it must be; null when any will do
     * @throws PipeException when the server lacks transactions that were applied, SOURCE_HISTORY_REPLACED if they were read on it
     * and SOURCE_CHANGED if not; POSITION_PURGED when it no longer has those that come next
     */
    static SourceIdentity check(DumpClient client, Flavour flavour, Coordinates from, @Nullable SourceIdentity expected)
            throws IOException {
        SourceIdentity found = switch (flavour) {
            case MYSQL -> checkMySql(client, from, expected);
            case MARIADB -> checkMariaDb(client, from, expected);
        };
        if (expected != null && !found.sameServer(expected)) {
            throw new PipeException(new PipeError(ErrorKind.SOURCE_CHANGED,
                    "The source is another server (" + found.serverId()
                            + ") than the one whose binlog was read so far ("
                            + expected.serverId() + ")",
                    "Point the pipe's host back to that server, or " + RESYNC,
                    null));
        }
        return found;
    }

    private static SourceIdentity checkMySql(DumpClient client, Coordinates from, @Nullable SourceIdentity expected)
            throws IOException {
        SourceIdentity found = new SourceIdentity(Flavour.MYSQL,
                client.queryRow("SELECT @@global.server_uuid").getFirst(), null, 0);
        if (from instanceof Coordinates.Gtid(String own)) {
            String set = AppliedGtids.parse(Flavour.MYSQL, own).toString();
            List<String> facts = client.queryRow("SELECT GTID_SUBSET('" + set + "', @@global.gtid_executed),"
                    + " GTID_SUBSET(@@global.gtid_purged, '" + set + "')");
            if (!facts.get(0).equals("1") && !executedSoon(client, set)) {
                String lacking = client.queryRow("SELECT GTID_SUBTRACT('" + set + "', @@global.gtid_executed)")
                        .getFirst();
                throw lacks(found, expected,
                        "the source lacks the transactions " + lacking + " of the applied set " + own);
            }
            if (!facts.get(1).equals("1")) {
                throw purged("transactions that follow " + own);
            }
        }
        return found;
    }

    private static boolean executedSoon(DumpClient client, String set) throws IOException {
        String sql = "SELECT WAIT_FOR_EXECUTED_GTID_SET('" + set + "', " + VISIBILITY_SECONDS + ")";
        return client.queryRow(sql).getFirst().equals("0");
    }

    /** A domain's last transaction must be at or before the server's own last one of that domain. */
    private static SourceIdentity checkMariaDb(DumpClient client, Coordinates from,
            @Nullable SourceIdentity expected) throws IOException {
        List<String> uid = client.queryRow("SHOW GLOBAL VARIABLES WHERE Variable_name = 'server_uid'");
        List<String> row = client.queryRow("SELECT @@global.server_id, @@global.gtid_binlog_pos");
        String serverId = row.getFirst();
        SourceIdentity found = new SourceIdentity(Flavour.MARIADB,
                uid.size() < 2 || uid.get(1).isEmpty() ? serverId : uid.get(1) + "/" + serverId, null, 0);
        if (from instanceof Coordinates.Gtid(String own) && !own.isEmpty()) {
            AppliedGtids.parse(Flavour.MARIADB, own);
            AppliedGtids logged = AppliedGtids.parse(Flavour.MARIADB, row.get(1));
            for (String gtid : own.split(",", -1)) {
                if (!logged.contains(gtid.strip())) {
                    throw lacks(found, expected,
                            "the source's binlog at " + logged + " does not reach the applied GTID " + gtid);
                }
            }
        }
        return found;
    }

    private static PipeException lacks(SourceIdentity found, @Nullable SourceIdentity expected, String what) {
        return expected != null && found.sameServer(expected) ? HistoryReplaced.by(what) : changed(what);
    }

    static PipeException changed(String what) {
        return new PipeException(new PipeError(ErrorKind.SOURCE_CHANGED, what,
                "connect the pipe to a server that has them, or " + RESYNC, null));
    }

    static PipeException purged(String what) {
        return new PipeException(new PipeError(ErrorKind.POSITION_PURGED, "the source has purged " + what,
                RESYNC + ", and raise the binlog's retention", null));
    }
}

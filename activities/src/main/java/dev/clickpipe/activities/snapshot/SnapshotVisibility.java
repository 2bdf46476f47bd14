package dev.clickpipe.activities.snapshot;

import dev.clickpipe.activities.binlog.AppliedGtids;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.activities.mysql.SourceServer;
import dev.clickpipe.workflows.contract.LoadRequest;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.SourceIdentity;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.SourceConnection;
import dev.clickpipe.workflows.settings.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a load has to show: all that the stream behind it does not bring. Every connection is a new one, and the address may
 * have been given to a replica that lags, or belong to several servers. Files and offsets mean nothing on another server; the
 * stream finds that out.
 *
 * @param gtids sets that must have been applied
 * @param patience how long a server that lacks some is waited for
 */
record SnapshotVisibility(SourceConnection source, TableName table, List<String> gtids, Duration patience) {
    /** A source that was reset never has them any more; a replica has, or is no source to read from. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long PAUSE_MILLISECONDS = 1_000;
    private static final String REMEDY = "give the pipe the address of one server that has all transactions, or resync it";

    /** What a request needs to be shown. */
    static SnapshotVisibility of(LoadRequest request) {
        return of(request, PATIENCE);
    }

    static SnapshotVisibility of(LoadRequest request, Duration patience) {
        return new SnapshotVisibility(request.configuration().source(), request.table().source(),
                Stream.of(request.start(), request.table().seenUntil()).filter(Objects::nonNull)
                        .flatMap(SnapshotVisibility::gtids).toList(),
                patience);
    }

    private static Stream<String> gtids(Coordinates before) {
        return switch (before) {
            case Coordinates.Gtid(String set) -> Stream.of(set);
            case Coordinates.FileOffset _ -> Stream.empty();
        };
    }

    /**
     * A connection to read from. Each look is by a new one, which may end at another server behind the same address.
     *
     * @throws PipeException SOURCE_CHANGED when those that answer lack some of it for long
     */
    Connection open(SourceConnections sources) throws SQLException, InterruptedException {
        long begun = System.nanoTime();
        while (true) {
            Connection connection = sources.openReader(source);
            String lacking = "";
            boolean shown = false;
            try {
                lacking = gtids.isEmpty()
                        ? ""
                        : lacking(SourceServer.of(source.type()).visiblePosition(connection,
                                ReplicationMechanism.GTID));
                shown = lacking.isEmpty();
            } finally {
                if (!shown) {
                    connection.close();
                }
            }
            if (shown) {
                return connection;
            }
            if (System.nanoTime() - begun >= patience.toNanos()) {
                throw new PipeException(new PipeError(ErrorKind.SOURCE_CHANGED, lacks(lacking),
                        "It was reset, or is another one, or lags for minutes: " + REMEDY, null));
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLISECONDS);
        }
    }

    /**
     * The same of a snapshot that is open already, which is closed when it lacks some.
     *
     * @throws PipeException SOURCE_UNREACHABLE: the server that answers next may be another one
     */
    ExactSnapshot require(ExactSnapshot snapshot) throws SQLException {
        String lacking = snapshot.at() == null ? "" : lacking(snapshot.at());
        if (!lacking.isEmpty()) {
            snapshot.connection().close();
            throw new PipeException(new PipeError(ErrorKind.SOURCE_UNREACHABLE, lacks(lacking),
                    "It is tried again. If that stays so, " + REMEDY, table));
        }
        return snapshot;
    }

    private String lacks(String lacking) {
        return "The server that answers at " + source.host() + ":" + source.port() + " has not applied all of "
                + lacking
                + " yet, behind which the stream begins";
    }

    /** Which of the sets a server lacks that shows all before a place; empty when none. */
    private String lacking(Coordinates shown) {
        return switch (shown) {
            case Coordinates.Gtid(String set) -> {
                SourceIdentity.Flavour flavour = SourceServer.of(source.type()).flavour();
                AppliedGtids applied = AppliedGtids.parse(flavour, set);
                yield gtids.stream().map(before -> applied.lacking(AppliedGtids.parse(flavour, before)))
                        .filter(some -> !some.isEmpty()).findFirst().orElse("");
            }
            case Coordinates.FileOffset _ -> "";
        };
    }
}

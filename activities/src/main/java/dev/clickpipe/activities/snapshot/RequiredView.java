package dev.clickpipe.activities.snapshot;

import dev.clickpipe.activities.binlog.AppliedGtids;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.activities.mysql.SourceServer;
import dev.clickpipe.workflows.contract.LoadRequest;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.SourceConnection;
import dev.clickpipe.workflows.settings.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a load has to show: all that the stream behind it does not bring. Every connection is a new one, and the address may
 * have been given to a replica that lags, or belong to several servers. Files and offsets mean nothing on another server; the
 * stream finds that out.
 *
 * @param gtids sets that must have been applied
 * @param patient whether a server that lacks some is waited for
 */
record RequiredView(SourceConnection source, TableName table, List<String> gtids, boolean patient) {
    /** About two minutes, at the pace at which loads are tried again. A source that was reset never has them any more. */
    static final int PATIENT_ATTEMPTS = 8;

    /** What a request needs to be shown. */
    static RequiredView of(LoadRequest request, LoadAttempt attempt) {
        return new RequiredView(request.configuration().source(), request.table().source(),
                Stream.of(request.start(), request.table().seenUntil()).filter(Objects::nonNull)
                        .flatMap(RequiredView::gtids).toList(),
                attempt.number() < PATIENT_ATTEMPTS);
    }

    private static Stream<String> gtids(Coordinates before) {
        return switch (before) {
            case Coordinates.Gtid(String set) -> Stream.of(set);
            case Coordinates.FileOffset _ -> Stream.empty();
        };
    }

    /**
     * A connection to read from.
     *
     * @throws PipeException SOURCE_UNREACHABLE when the server that answers lacks some of it, SOURCE_CHANGED when that stays so
     */
    Connection open(SourceConnections sources) throws SQLException {
        Connection connection = sources.openReader(source);
        boolean shown = false;
        try {
            if (!gtids.isEmpty()) {
                check(SourceServer.of(source.type()).visiblePosition(connection, ReplicationMechanism.GTID));
            }
            shown = true;
            return connection;
        } finally {
            if (!shown) {
                connection.close();
            }
        }
    }

    /** The same of a snapshot that is open already, which is closed when it lacks some. */
    ExactSnapshot require(ExactSnapshot snapshot) throws SQLException {
        boolean shown = false;
        try {
            if (snapshot.at() != null) {
                check(snapshot.at());
            }
            shown = true;
            return snapshot;
        } finally {
            if (!shown) {
                snapshot.connection().close();
            }
        }
    }

    private PipeError lacks(String lacking) {
        String what = "The server that answers at " + source.host() + ":" + source.port() + " has not applied all of "
                + lacking + " yet, behind which the stream begins";
        String remedy = "give the pipe the address of one server that has all transactions, or resync it";
        return patient
                ? new PipeError(ErrorKind.SOURCE_UNREACHABLE, what, "It is tried again. If that stays so, " + remedy,
                        table)
                : new PipeError(ErrorKind.SOURCE_CHANGED, what, "It was reset, or is another one, or lags for minutes: "
                        + remedy, null);
    }

    private void check(Coordinates shown) {
        if (!(shown instanceof Coordinates.Gtid(String set))) {
            return;
        }
        AppliedGtids applied = AppliedGtids.parse(SourceServer.of(source.type()).flavour(), set);
        for (String before : gtids) {
            String lacking = applied.lacking(AppliedGtids.parse(SourceServer.of(source.type()).flavour(), before));
            if (!lacking.isEmpty()) {
                throw new PipeException(lacks(lacking));
            }
        }
    }
}

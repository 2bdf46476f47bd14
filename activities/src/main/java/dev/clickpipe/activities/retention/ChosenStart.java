package dev.clickpipe.activities.retention;

import dev.clickpipe.activities.binlog.AppliedGtids;
import dev.clickpipe.activities.binlog.BinlogOrder;
import dev.clickpipe.activities.binlog.BinlogSource;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.history.FileAtPosition;
import dev.clickpipe.activities.history.StartHistory;
import dev.clickpipe.activities.mysql.BinlogFile;
import dev.clickpipe.activities.mysql.GtidState;
import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.activities.mysql.SourceServer;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.position.SourceIdentity;
import dev.clickpipe.workflows.settings.SourceConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The place where a person wants a stream to begin: whether the source has come as far, still has all that follows, and
 * begins a transaction there.
 */
public final class ChosenStart {
    private static final String LOAD_INSTEAD = ", or replicationMode cdc, which loads the tables. A pipe that has failed for it"
            + " is deleted and created again, or resynced while its tables are empty";
    /** Beyond it a dump begins with the file, see the client of the binlog, and what comes first says nothing. */
    private static final long HIGHEST_OFFSET = 0xFFFF_FFFFL;

    private final Connection connection;
    private final SourceConnection source;
    private final SourceConnections sources;
    private final SourceServer server;
    private final SourceIdentity identity;
    private final BinlogSource helper;

    private ChosenStart(Connection connection, SourceConnection source, SourceConnections sources) throws SQLException {
        this.connection = connection;
        this.source = source;
        this.sources = sources;
        server = SourceServer.of(source.type());
        identity = server.identity(connection);
        helper = BinlogSource.ofHelper(source, sources.password(source), server.flavour());
    }

    /**
     * Looks at the source.
     *
     * @param epoch of the position
     * @param place well-formed, and of the pipe's mechanism
     * @return the beginning of that epoch there, with the server
     * @throws PipeException POSITION_PURGED when some of what follows is gone; SOURCE_CHANGED when the source has not got
     * there, so that it is another one than was meant; BINLOG_NOT_UNDERSTOOD when no transaction begins there
     */
    public static Position find(Connection connection, SourceConnection source, SourceConnections sources,
            Coordinates place, int epoch) throws SQLException, InterruptedException {
        ChosenStart start = new ChosenStart(connection, source, sources);
        return switch (place) {
            case Coordinates.Gtid(String set) -> start.behind(AppliedGtids.parse(start.server.flavour(), set), epoch);
            case Coordinates.FileOffset file -> start.at(file, epoch);
        };
    }

    private Position behind(AppliedGtids chosen, int epoch) throws SQLException, InterruptedException {
        GtidState state = server.gtids(connection);
        AppliedGtids executed = AppliedGtids.parse(server.flavour(), state.executed());
        if (!executed.containsAll(chosen)) {
            throw ahead("The start position is ahead of the source: it does not have " + executed.lacking(chosen)
                    + ", and has come to " + executed);
        }
        AppliedGtids purged = AppliedGtids.parse(server.flavour(), state.purged());
        if (!chosen.containsAll(purged)) {
            throw purged("The source has purged transactions that follow the start position " + chosen + ": of "
                    + chosen.lacking(purged) + " not all are before it, and none are in the binlog any more");
        }
        String passedOver = chosen.passedOver(executed);
        if (!passedOver.isEmpty()) {
            throw new PipeException(new PipeError(ErrorKind.SOURCE_MISCONFIGURED,
                    "The start position " + chosen + " leaves out transactions that came before others in it: of "
                            + passedOver + " not all are there. They would be applied behind those",
                    "Give the whole set, such as gtid_executed was at that moment, beginning with the first transaction of each server",
                    null));
        }
        Coordinates.Gtid place = new Coordinates.Gtid(chosen.toString());
        try {
            return StartHistory.remember(connection, source, sources, new Position(identity, epoch, 0, place));
        } catch (PipeException refused) {
            throw switch (refused.error().kind()) {
                case POSITION_PURGED -> purged(refused.error().message());
                case SOURCE_CHANGED, SOURCE_HISTORY_REPLACED -> ahead(refused.error().message());
                default -> refused;
            };
        }
    }

    private Position at(Coordinates.FileOffset place, int epoch) throws SQLException, InterruptedException {
        List<BinlogFile> files = BinlogFile.list(connection, server);
        BinlogFile named = files.stream().filter(file -> file.name().equals(place.file())).findFirst()
                .orElseThrow(() -> absent(place, files));
        if (place.offset() > named.size()) {
            throw ahead("The start position " + place.text() + " is ahead of the source: the file has " + named.size()
                    + " bytes");
        }
        FileAtPosition.File file = read(place);
        return new Position(identity.inFile(file.name(), file.begunAt().getEpochSecond()), epoch, 0, place);
    }

    private static PipeException absent(Coordinates.FileOffset place, List<BinlogFile> files) {
        if (files.isEmpty()) {
            return ahead("The source has no binlog files, and the start position is " + place.text());
        }
        String first = files.getFirst().name();
        boolean before = BinlogOrder.sameSeries(place.file(), first)
                && !BinlogOrder.reaches(place, new Coordinates.FileOffset(first, 0));
        String range = "; it has " + first + " to " + files.getLast().name();
        return before
                ? purged("The source no longer has the binlog file of the start position " + place.text() + range)
                : ahead("The source does not have the binlog file of the start position " + place.text() + range);
    }

    /** The file is there and as long: whatever the server has against the place is about the place. */
    private FileAtPosition.File read(Coordinates.FileOffset place) throws InterruptedException {
        try {
            return place.offset() > HIGHEST_OFFSET
                    ? FileAtPosition.find(helper, identity, place)
                    : FileAtPosition.findBetweenTransactions(helper, identity, place);
        } catch (PipeException refused) {
            throw switch (refused.error().kind()) {
                case BINLOG_NOT_UNDERSTOOD, SOURCE_MISCONFIGURED, SOURCE_CHANGED, POSITION_PURGED -> inside(place,
                        refused);
                default -> refused;
            };
        }
    }

    private static PipeException inside(Coordinates.FileOffset place, PipeException cause) {
        return new PipeException(new PipeError(ErrorKind.BINLOG_NOT_UNDERSTOOD,
                "No transaction begins at the start position " + place.text() + ": " + cause.error().message(),
                "Give as binlogPosition the Pos of an event of type Gtid, Gtid_tagged or Anonymous_Gtid in SHOW BINLOG EVENTS IN '"
                        + place.file().replace("'", "''") + "', or 4, or the file's end" + LOAD_INSTEAD,
                null), cause);
    }

    private static PipeException ahead(String what) {
        return new PipeException(new PipeError(ErrorKind.SOURCE_CHANGED, what,
                "Look whether host is the server that the start position was read on, or give one that it has reached"
                        + LOAD_INSTEAD,
                null));
    }

    private static PipeException purged(String what) {
        return new PipeException(new PipeError(ErrorKind.POSITION_PURGED, what,
                "Give a later start position, if nothing that is wanted lies before it, and have the source keep its"
                        + " binlog longer" + LOAD_INSTEAD,
                null));
    }
}

package dev.clickpipe.activities.retention;

import dev.clickpipe.activities.binlog.BinlogSource;
import dev.clickpipe.activities.errors.ErrorClassifier;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.history.FileAtPosition;
import dev.clickpipe.activities.history.SourceHistory;
import dev.clickpipe.activities.mysql.BinlogRetention;
import dev.clickpipe.activities.mysql.RdsRetention;
import dev.clickpipe.activities.mysql.ServerVariables;
import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.activities.mysql.SourceServer;
import dev.clickpipe.workflows.contract.PositionRetention;
import dev.clickpipe.workflows.contract.RetentionActivities;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.position.SourceIdentity;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.SourceConnection;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Looks as the stream would begin. A server purges a file when its last byte is older than the retention; that byte was
 * written when the next file was begun. The file that is being written is never purged.
 */
public final class RetentionActivitiesImpl implements RetentionActivities {
    private final SourceConnections sources;

    /** Looks at sources. */
    public RetentionActivitiesImpl(SourceConnections sources) {
        this.sources = sources;
    }

    @Override
    public PositionRetention look(PipeConfiguration configuration, Position position) {
        SourceConnection source = configuration.source();
        try (Connection connection = sources.openControl(source)) {
            return look(connection, source, position);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return unanswered(ErrorClassifier.errorOf(stopped, null));
        } catch (SQLException | RuntimeException failure) {
            PipeError error = ErrorClassifier.errorOf(failure, null);
            return error.kind().action() == ErrorKind.Action.RETRY || error.kind() == ErrorKind.DEFECT
                    ? unanswered(error)
                    : new PositionRetention.Blocked(error);
        }
    }

    private static PositionRetention unanswered(PipeError error) {
        return new PositionRetention.Unknown(error);
    }

    private PositionRetention look(Connection connection, SourceConnection source, Position position)
            throws SQLException, InterruptedException {
        SourceIdentity server = position.source();
        BinlogSource binlog = BinlogSource.ofHelper(source, sources.password(source), server.flavour());
        FileAtPosition.File file = FileAtPosition.find(binlog, server, position.coordinates());
        new SourceHistory(source, sources, position).check(file.name(), file.begunAt().getEpochSecond());
        SourceServer family = SourceServer.of(source.type());
        Optional<BinlogRetention> told = BinlogRetention.read(source.type(), connection,
                ServerVariables.read(connection));
        if (told.isEmpty()) {
            return unanswered(new PipeError(ErrorKind.SOURCE_ACCESS_DENIED,
                    "The user may not read how long Amazon RDS keeps the binlog.",
                    RdsRetention.grant(connection), null));
        }
        BinlogRetention retention = told.get();
        Duration kept = retention.kept();
        Optional<String> next = fileAfter(file.name(), connection, family);
        if (kept == null || next.isEmpty()) {
            return new PositionRetention.Safe();
        }
        Instant lastWritten = lastWritten(binlog, position, next.get());
        return new PositionRetention.Expiring(file.name(), lastWritten.plus(kept), kept,
                retention.doubled());
    }

    /** When the file before this one got its last byte. */
    private static Instant lastWritten(BinlogSource binlog, Position position, String next)
            throws InterruptedException {
        try {
            return FileAtPosition
                    .find(binlog, position.source(), new Coordinates.FileOffset(next, Coordinates.FileOffset.BEGIN))
                    .begunAt();
        } catch (PipeException purged) {
            // Since it was listed, and the older one of the position with it: what is told is about that one.
            var _ = FileAtPosition.find(binlog, position.source(), position.coordinates());
            throw purged;
        }
    }

    private static Optional<String> fileAfter(String file, Connection connection, SourceServer family)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(family.positionStatement())) {
            boolean passed = false;
            while (rows.next()) {
                if (passed) {
                    return Optional.of(rows.getString(1));
                }
                passed = rows.getString(1).equals(file);
            }
            return Optional.empty();
        }
    }
}

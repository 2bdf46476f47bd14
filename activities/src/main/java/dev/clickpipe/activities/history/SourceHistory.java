package dev.clickpipe.activities.history;

import dev.clickpipe.activities.binlog.AppliedGtids;
import dev.clickpipe.activities.binlog.BinlogOrder;
import dev.clickpipe.activities.binlog.HistoryReplaced;
import dev.clickpipe.activities.errors.ErrorClassifier;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.mysql.BinlogFile;
import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.LastTransaction;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.settings.SourceConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a source's binlog still continues the one that a position was read from. Numbers alone cannot say so: after a reset,
 * or when a backup was restored, the same server gives the same GTIDs to other transactions.
 *
 * <p>The file in which the position was read proves it when the server sends that file first. Where it does not, the last
 * applied transactions are read again and compared, beside the stream, which begins behind them.
 */
public final class SourceHistory implements HistoryCheck {
    private static final Logger LOG = LoggerFactory.getLogger(SourceHistory.class);
    /** A file of a gigabyte over a slow network; MySQL looks through all of its files before it sends anything. */
    private static final Duration LONGEST_READ = Duration.ofMinutes(10);

    private final SourceConnection source;
    private final SourceConnections sources;
    private final Position position;

    /** Checks the binlog of {@code source} for one position. */
    public SourceHistory(SourceConnection source, SourceConnections sources, Position position) {
        this.source = source;
        this.sources = sources;
        this.position = position;
    }

    @Override
    public void check(String file, long begunAt) throws InterruptedException {
        switch (position.coordinates()) {
            case Coordinates.FileOffset _ -> BinlogOrder.checkNotBegunAnew(position.source(), file, begunAt);
            case Coordinates.Gtid(String set) -> {
                if (!FileProof.proves(position, file, begunAt)) {
                    compare(set, file, begunAt);
                }
            }
        }
    }

    private void compare(String set, String file, long begunAt) throws InterruptedException {
        try (Connection connection = sources.openControl(source)) {
            AppliedTransactions applied = new AppliedTransactions(connection, source, sources, position.source());
            List<LastTransaction> last = position.lastTransactions();
            if (last.isEmpty()) {
                compareFile(applied, set);
            } else if (isBegunAnew(file, begunAt) || !applied.isInPlace(last.getLast(), LONGEST_READ)) {
                compareByNumber(applied, set, file, begunAt);
            }
        } catch (SQLException failure) {
            throw ErrorClassifier.classify(failure, null);
        } catch (TimeoutException slow) {
            throw new PipeException(new PipeError(ErrorKind.SOURCE_UNREACHABLE,
                    "Reading the last applied transaction again takes longer than " + LONGEST_READ.toMinutes()
                            + " minutes: " + position.lastTransactions(),
                    "It is tried again; check the source's load", null), slow);
        }
    }

    private boolean isBegunAnew(String file, long begunAt) {
        return file.equals(position.source().binlogFile()) && begunAt != position.source().binlogFileCreatedAt();
    }

    /** Not where they were: the file was purged, or begun anew, or cut off. */
    private void compareByNumber(AppliedTransactions applied, String set, String file, long begunAt)
            throws SQLException, InterruptedException, TimeoutException {
        AppliedGtids purged = applied.purged();
        boolean compared = false;
        for (LastTransaction before : position.lastTransactions().reversed()) {
            if (!purged.contains(before.gtid())) {
                List<LastTransaction> now = applied.find(set, List.of(before.gtid()), LONGEST_READ);
                checkSame(before, now.stream().findFirst());
                compared = true;
            }
        }
        if (compared) {
            // The same to the second may be another one; a file that has another time never is.
            BinlogOrder.checkNotBegunAnew(position.source(), file, begunAt);
        } else {
            notVerified("the source has purged them: " + position.lastTransactions());
        }
    }

    static void checkSame(LastTransaction before, Optional<LastTransaction> now) {
        if (!now.map(before::sameAs).orElse(false)) {
            throw HistoryReplaced.by("the transaction " + before.gtid() + " that the pipe applied was "
                    + described(before) + "; "
                    + now.map(other -> "the source's binlog now has one of that number which was " + described(other))
                            .orElse("the source's binlog holds none of that number any more"));
        }
    }

    private static String described(LastTransaction transaction) {
        long micros = transaction.committedAtMicros();
        return "committed at "
                + (micros == 0 ? "a time that is unknown" : Instant.EPOCH.plus(micros, ChronoUnit.MICROS))
                + " with " + transaction.rowBytes() + " bytes of rows";
    }

    /** A position that remembers no transaction, but maybe the file that was being written when it was taken. */
    private void compareFile(AppliedTransactions applied, String set) throws SQLException, InterruptedException {
        String known = position.source().binlogFile();
        AppliedGtids own = AppliedGtids.parse(position.source().flavour(), set);
        List<BinlogFile> files = applied.files();
        if (known == null || position.source().binlogFileCreatedAt() == 0 || files.isEmpty()
                || applied.purged().containsAll(own)) {
            notVerified("it remembers none that the source has not purged");
            return;
        }
        String newest = files.getLast().name();
        if (files.stream().anyMatch(listed -> listed.name().equals(known))) {
            FileAtPosition.File now = applied
                    .fileAt(new Coordinates.FileOffset(known, Coordinates.FileOffset.BEGIN));
            BinlogOrder.checkNotBegunAnew(position.source(), now.name(), now.begunAt().getEpochSecond());
        } else if (BinlogOrder.sameSeries(known, newest)
                && !BinlogOrder.reaches(new Coordinates.FileOffset(newest, 0), new Coordinates.FileOffset(known, 0))) {
            throw HistoryReplaced.by("the pipe's position was taken in the binlog file " + known
                    + ", and the source's newest one is " + newest);
        } else {
            notVerified("the source has purged its file " + known);
        }
    }

    private void notVerified(String why) {
        LOG.warn("Not verified that the source's binlog continues what was applied up to {}: {}",
                position.coordinates(),
                why);
    }
}

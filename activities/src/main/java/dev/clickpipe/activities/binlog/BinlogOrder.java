package dev.clickpipe.activities.binlog;

import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.SourceIdentity;
import java.time.Instant;

/** Which of two places in the binlog of one server comes first, and whether a file is still the one it was. */
public final class BinlogOrder {
    private BinlogOrder() {}

    /**
     * Whether everything before {@code goal} lies before {@code place} too.
     *
     * @throws PipeException SOURCE_CHANGED when the files are named differently, so that their numbers say nothing
     */
    public static boolean reaches(Coordinates.FileOffset place, Coordinates.FileOffset goal) {
        int files = compareFiles(place.file(), goal.file());
        return files > 0 || (files == 0 && place.offset() >= goal.offset());
    }

    /** Whether two files are named alike but for their numbers, so that one comes before the other. */
    public static boolean sameSeries(String file, String other) {
        return baseOf(file).equals(baseOf(other));
    }

    /**
     * Checks that a file is the one in which a position was read: after RESET BINARY LOGS AND GTIDS the names are given again,
     * to files that hold something else.
     *
     * @param known the server and file of the position
     * @param begunAt when the file of that name was begun, in seconds since 1970
     * @throws PipeException SOURCE_HISTORY_REPLACED when it is another one
     */
    public static void checkNotBegunAnew(SourceIdentity known, String file, long begunAt) {
        long then = known.binlogFileCreatedAt();
        if (file.equals(known.binlogFile()) && then != 0 && then != begunAt) {
            throw HistoryReplaced.by("its binlog file " + file + " was begun at " + Instant.ofEpochSecond(begunAt)
                    + ", and the one of that name that was read before at " + Instant.ofEpochSecond(then));
        }
    }

    /** Numbered names: a longer number is a higher one. */
    private static int compareFiles(String left, String right) {
        if (!baseOf(left).equals(baseOf(right))) {
            throw new PipeException(new PipeError(ErrorKind.SOURCE_CHANGED,
                    "The source's binlog files have other names than before: " + left + " and " + right,
                    "Give log_bin back its value, or resync the pipe, so that it takes a new position",
                    null));
        }
        int lengths = Integer.compare(left.length(), right.length());
        return lengths != 0 ? lengths : left.compareTo(right);
    }

    private static String baseOf(String file) {
        int dot = file.lastIndexOf('.');
        return dot < 0 ? file : file.substring(0, dot);
    }
}

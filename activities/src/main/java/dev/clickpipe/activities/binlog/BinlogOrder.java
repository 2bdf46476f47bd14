package dev.clickpipe.activities.binlog;

import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.Coordinates;

/** Which of two places in the binlog of one server comes first. */
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

    /** Numbered names: a longer number is a higher one. */
    private static int compareFiles(String left, String right) {
        if (!baseOf(left).equals(baseOf(right))) {
            throw new PipeException(new PipeError(ErrorKind.SOURCE_CHANGED,
                    "The source's binlog files have other names than before: " + left + " and " + right,
                    "Give log_bin back its value; or delete the pipe and create it again with new destination tables",
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

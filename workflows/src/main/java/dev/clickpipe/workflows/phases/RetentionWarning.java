package dev.clickpipe.workflows.phases;

import dev.clickpipe.workflows.contract.PositionRetention;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What people are told of the place in the binlog that a paused pipe is to go on from. */
final class RetentionWarning {
    /** A long weekend. */
    private static final Duration AHEAD = Duration.ofDays(3);

    private RetentionWarning() {}

    /** What is wrong, or will be; null when nothing is. */
    static @Nullable PipeError of(PositionRetention outlook) {
        return switch (outlook) {
            case PositionRetention.Safe safe -> null;
            case PositionRetention.Unknown unknown -> null;
            case PositionRetention.Expiring expiring -> isDue(expiring) ? expires(expiring) : null;
            case PositionRetention.Blocked(PipeError error) -> new PipeError(error.kind(),
                    "A resume will fail. " + error.message(), error.remedy(), error.table());
        };
    }

    /** Of a day that a file is kept, half of it is early enough. */
    private static boolean isDue(PositionRetention.Expiring expiring) {
        Duration half = expiring.kept().dividedBy(2);
        Duration ahead = half.compareTo(AHEAD) < 0 ? half : AHEAD;
        return !Instant.ofEpochMilli(Workflow.currentTimeMillis()).isBefore(expiring.until().minus(ahead));
    }

    private static PipeError expires(PositionRetention.Expiring expiring) {
        return new PipeError(ErrorKind.POSITION_PURGED,
                "The source keeps a binlog file for " + inWords(expiring.kept()) + ", and may purge "
                        + expiring.file() + ", in which the pipe continues, from "
                        + expiring.until().truncatedTo(ChronoUnit.SECONDS)
                        + " on; a resume fails then, and all tables must be loaded again.",
                "Resume the pipe before that, or have the source keep its binlog longer: " + expiring.remedy(), null);
    }

    private static String inWords(Duration kept) {
        if (kept.isZero()) {
            return "no longer than it needs it itself";
        }
        if (kept.toDays() >= 2) {
            return kept.toDays() + " days";
        }
        return kept.toHours() >= 2 ? kept.toHours() + " hours" : kept.toSeconds() + " seconds";
    }
}

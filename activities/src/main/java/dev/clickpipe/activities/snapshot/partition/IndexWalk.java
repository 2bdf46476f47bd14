package dev.clickpipe.activities.snapshot.partition;

import dev.clickpipe.workflows.contract.KeyBound.ColumnValue;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Finds the end of a range by reading the index: exact, for all types, and as slow as that. */
final class IndexWalk {
    /** Read by one statement, within a second or so from a slow disk. */
    private static final long STEP_ROWS = 100_000;

    private final KeyQueries queries;
    private final long rows;
    private final BooleanSupplier outOfTime;

    IndexWalk(KeyQueries queries, long rows, BooleanSupplier outOfTime) {
        this.queries = queries;
        this.rows = rows;
        this.outOfTime = outOfTime;
    }

    /**
     * The place so many rows behind another one, or less far when time is up, but always behind it; null when there are not so
     * many.
     */
    @Nullable
    List<ColumnValue> next(List<ColumnValue> from) throws SQLException {
        List<ColumnValue> at = from;
        long left = rows;
        do {
            long step = Math.min(left, STEP_ROWS);
            KeyQueries.Found found = queries.after(at, step);
            if (found == null) {
                return null;
            }
            // Else all of those rows have the same values.
            boolean further = found.behind() || found.place().size() > at.size();
            found = further ? found : queries.behind(at);
            if (found == null) {
                return null;
            }
            at = found.place();
            left -= step;
        } while (left > 0 && !outOfTime.getAsBoolean());
        return at;
    }
}

package dev.clickpipe.activities.mysql;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a server keeps its binlog.
 *
 * @param variable the variable that says so
 * @param kept null: until somebody purges it
 * @param remedy statement that sets it to a day
 */
public record BinlogRetention(String variable, @Nullable Duration kept, String remedy) {
    /** What a pipe needs: a day, to outlast a pause or a failure that nobody saw at night. */
    public static final Duration SHORTEST = Duration.ofHours(24);

    /** Whether it is long enough. */
    public boolean longEnough() {
        return kept == null || kept.compareTo(SHORTEST) >= 0;
    }
}

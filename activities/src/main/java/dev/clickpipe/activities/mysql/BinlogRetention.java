package dev.clickpipe.activities.mysql;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a server keeps its binlog.
 *
 * @param variable the variable that says so, in seconds
 * @param kept null: until somebody purges it
 * @param setting how the server has a variable set, such as {@code SET GLOBAL}
 */
public record BinlogRetention(String variable, @Nullable Duration kept, String setting) {
    /** What a pipe needs: a day, to outlast a pause or a failure that nobody saw at night. */
    public static final Duration SHORTEST = Duration.ofHours(24);

    /** Statement that has the server keep it for so long. */
    public String statement(Duration wanted) {
        return setting + " " + variable + " = " + wanted.toSeconds() + ";";
    }

    /** Whether it is long enough. */
    public boolean longEnough() {
        return kept == null || kept.compareTo(SHORTEST) >= 0;
    }
}

package dev.clickpipe.activities.calls;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Failures of activities that have not succeeded since, so that each is logged once however often it is tried. */
final class RepeatedFailures {
    /** Some hundred bytes each; the oldest ones are forgotten first, and logged again. */
    private static final int MOST = 10_000;

    private final Map<String, String> lastFailures = new LinkedHashMap<>();

    /**
     * Notes a failure.
     *
     * @param activity what was tried, of which pipe and table
     * @return whether it is another one than the last of that activity
     */
    synchronized boolean isNew(String activity, String failure) {
        @Nullable
        String last = lastFailures.put(activity, failure);
        if (lastFailures.size() > MOST) {
            lastFailures.remove(lastFailures.keySet().iterator().next());
        }
        return !failure.equals(last);
    }

    /** Notes a success, and returns the failure that it ends; null when there was none. */
    synchronized @Nullable String ended(String activity) {
        return lastFailures.remove(activity);
    }

    /** Whether the last try failed. */
    synchronized boolean isFailing(String activity) {
        return lastFailures.containsKey(activity);
    }
}

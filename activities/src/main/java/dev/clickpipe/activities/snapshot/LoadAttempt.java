package dev.clickpipe.activities.snapshot;

import io.temporal.activity.ActivityInfo;
import java.time.Instant;

/**
 * One of the times that Temporal has a load done until it succeeds.
 *
 * @param number counts from 1, whatever the earlier ones failed of
 * @param scheduledAt tells it from those before and after it
 */
record LoadAttempt(int number, Instant scheduledAt) {
    static LoadAttempt of(ActivityInfo info) {
        return new LoadAttempt(info.getAttempt(), Instant.ofEpochMilli(info.getCurrentAttemptScheduledTimestamp()));
    }
}

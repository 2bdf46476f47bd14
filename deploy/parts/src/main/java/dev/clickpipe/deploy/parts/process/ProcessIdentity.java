package dev.clickpipe.deploy.parts.process;

import java.time.Instant;

/** Tells a process from a later one that was given the same process id. */
public final class ProcessIdentity {
    // The kernel's start times are coarse, and derived from a boot time in whole seconds.
    private static final int TOLERANCE_SECONDS = 2;

    private ProcessIdentity() {}

    /** Whether the process was there already when its id was recorded. */
    public static boolean startedBefore(ProcessHandle process, Instant recorded) {
        return process.info()
                .startInstant()
                .map(start -> start.isBefore(recorded.plusSeconds(TOLERANCE_SECONDS)))
                .orElse(true);
    }
}

package dev.clickpipe.activities.faults;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Kills this process at the first point of {@link Fault#VARIABLE}, for tests, without any clean-up, as SIGKILL would.
 * Without the variable nothing happens.
 */
public final class FaultPoints {
    /** Exit status of a process that SIGKILL ended. */
    private static final int KILLED = 137;

    private static final @Nullable Fault ARMED = first(Fault.parse(System.getenv(Fault.VARIABLE)));
    private static final AtomicLong ARRIVALS = new AtomicLong();

    private FaultPoints() {}

    /** Says that the process has come to the point. */
    public static void reach(FaultPoint point) {
        if (ARMED != null && ARMED.point() == point && ARRIVALS.incrementAndGet() == ARMED.arrival()) {
            System.err.println("FAULT POINT " + ARMED + " kills process " + ProcessHandle.current().pid());
            System.err.flush();
            Runtime.getRuntime().halt(KILLED);
        }
    }

    private static @Nullable Fault first(List<Fault> faults) {
        return faults.isEmpty() ? null : faults.getFirst();
    }
}

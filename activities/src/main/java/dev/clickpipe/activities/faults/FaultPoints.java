package dev.clickpipe.activities.faults;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Kills the process at a chosen point, for tests: {@code CLICKPIPE_FAULT_POINT=name:nth} halts it at the nth arrival,
 * without any clean-up, as SIGKILL would. Without the variable nothing happens.
 */
public final class FaultPoints {
    /** Name of the environment variable. */
    public static final String VARIABLE = "CLICKPIPE_FAULT_POINT";
    /** Exit status of a process that SIGKILL ended. */
    private static final int KILLED = 137;

    private static final @Nullable Fault ARMED = parse(System.getenv(VARIABLE));

    private FaultPoints() {}

    /** Says that the process has come to the point. */
    public static void reach(FaultPoint point) {
        if (ARMED != null && ARMED.point == point && ARMED.arrivalsLeft.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(KILLED);
        }
    }

    /** The fault that a value of the variable asks for; null without one. */
    static @Nullable Fault parse(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        int colon = value.lastIndexOf(':');
        String name = colon < 0 ? value : value.substring(0, colon);
        long nth = colon < 0 ? 1 : parseCount(value, value.substring(colon + 1));
        for (FaultPoint point : FaultPoint.values()) {
            if (point.pointName().equals(name)) {
                return new Fault(point, new AtomicLong(nth));
            }
        }
        throw refused(value);
    }

    private static long parseCount(String value, String digits) {
        if (!digits.matches("[1-9][0-9]{0,17}")) {
            throw refused(value);
        }
        return Long.parseLong(digits);
    }

    private static IllegalArgumentException refused(String value) {
        return new IllegalArgumentException(VARIABLE + "=" + value + " is not name:nth with nth from 1 and one of "
                + Arrays.stream(FaultPoint.values()).map(FaultPoint::pointName).collect(Collectors.joining(", ")));
    }

    /** A point and the arrivals left until the process ends. */
    record Fault(FaultPoint point, AtomicLong arrivalsLeft) {}
}

package dev.clickpipe.activities.faults;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A point where a process dies, and at which arrival.
 *
 * @param arrival from 1
 */
public record Fault(FaultPoint point, long arrival) {
    /** Name of the environment variable. */
    public static final String VARIABLE = "CLICKPIPE_FAULT_POINT";

    /**
     * The faults that a value of the variable asks for: {@code name:nth}, several parted by commas. A process dies by the
     * first; those that are started in its place die by the ones after, one each.
     *
     * @param value null or blank for none
     * @throws IllegalArgumentException that tells what is known
     */
    public static List<Fault> parse(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return List.of();
        }
        return Arrays.stream(value.split(",", -1)).map(String::strip).map(Fault::parseOne).toList();
    }

    private static Fault parseOne(String text) {
        int colon = text.lastIndexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        long arrival = colon < 0 ? 1 : parseCount(text, text.substring(colon + 1));
        for (FaultPoint point : FaultPoint.values()) {
            if (point.pointName().equals(name)) {
                return new Fault(point, arrival);
            }
        }
        throw refused(text);
    }

    private static long parseCount(String text, String digits) {
        if (!digits.matches("[1-9][0-9]{0,17}")) {
            throw refused(text);
        }
        return Long.parseLong(digits);
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException(VARIABLE + ": " + text + " is not name:nth with nth from 1 and one of "
                + Arrays.stream(FaultPoint.values()).map(FaultPoint::pointName).collect(Collectors.joining(", ")));
    }

    /** As it stands in the variable. */
    @Override
    public String toString() {
        return point.pointName() + ":" + arrival;
    }
}

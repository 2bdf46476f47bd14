package dev.clickpipe.deploy.compare.table;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A destination column's type.
 *
 * @param inner the type without Nullable and LowCardinality around it
 */
public record DestinationType(String inner, boolean nullable) {
    private static final Pattern WRAPPER = Pattern.compile("(Nullable|LowCardinality)\\((.*)\\)");
    private static final Pattern SCALE = Pattern.compile("Decimal(?:\\d*\\(|\\(\\s*\\d+\\s*,)\\s*(\\d+)\\s*\\)");

    public static DestinationType parse(String type) {
        boolean nullable = false;
        String inner = type;
        for (Matcher wrapper = WRAPPER.matcher(inner); wrapper.matches(); wrapper = WRAPPER.matcher(inner)) {
            nullable |= wrapper.group(1).equals("Nullable");
            inner = wrapper.group(2);
        }
        return new DestinationType(inner, nullable);
    }

    /** Digits after the point of a decimal type. */
    public int scale() {
        Matcher scale = SCALE.matcher(inner);
        return scale.matches() ? Integer.parseInt(scale.group(1)) : 0;
    }
}

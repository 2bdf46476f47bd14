package dev.clickpipe.deploy.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;

/**
 * One measurement.
 *
 * @param ratio what was measured, in the target's unit; the smaller, the better
 * @param detail the figures behind it, with their units
 */
record BenchmarkRow(String name, double ratio, double target, String detail) {

    boolean reached() {
        return ratio <= target;
    }

    String json() {
        return new ObjectMapper().createObjectNode().put("name", name).put("ratio", ratio).put("target", target)
                .put("reached", reached()).put("detail", detail).toString();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s ratio=%.3f target=%.3f %s  (%s)", name, ratio, target,
                reached() ? "reached" : "short", detail);
    }
}

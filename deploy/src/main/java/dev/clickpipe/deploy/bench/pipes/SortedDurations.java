package dev.clickpipe.deploy.bench.pipes;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Several times of the same thing, in ascending order. */
record SortedDurations(List<Duration> times) {
    SortedDurations {
        times = times.stream().sorted().toList();
    }

    static SortedDurations of(Collection<Duration> times) {
        return new SortedDurations(List.copyOf(times));
    }

    Duration slowest() {
        return times.getLast();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "fastest %d ms, median %d ms, slowest %d ms, of %d",
                times.getFirst().toMillis(), times.get(times.size() / 2).toMillis(), slowest().toMillis(),
                times.size());
    }
}

package dev.clickpipe.deploy.view;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** How fast a count grows, over the last seconds. */
public final class Rate {
    private static final long WINDOW_NANOSECONDS = TimeUnit.SECONDS.toNanos(10);

    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long nanoTime, long count) {}

    /** Takes the count now. A count that fell begins anew. */
    public void add(long count) {
        long now = System.nanoTime();
        if (!samples.isEmpty() && samples.getLast().count() > count) {
            samples.clear();
        }
        samples.addLast(new Sample(now, count));
        while (samples.size() > 2 && now - samples.getFirst().nanoTime() > WINDOW_NANOSECONDS) {
            samples.removeFirst();
        }
    }

    public double perSecond() {
        if (samples.size() < 2) {
            return 0;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        long nanoseconds = last.nanoTime() - first.nanoTime();
        return nanoseconds <= 0 ? 0 : (last.count() - first.count()) * 1e9 / nanoseconds;
    }
}

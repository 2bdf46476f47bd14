package dev.clickpipe.deploy.bench.pipes;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** What processes took while something went on: milliseconds of a core in each second, by the process's name. */
record Cost(Map<String, Double> milliseconds) {

    /** What goes on for so long. */
    @FunctionalInterface
    interface Meanwhile {
        void take(Duration time) throws InterruptedException, IOException, SQLException;
    }

    static Cost measure(Processes processes, Duration time, Meanwhile meanwhile)
            throws InterruptedException, IOException, SQLException {
        Map<String, Duration> before = processes.cpu();
        long begun = System.nanoTime();
        meanwhile.take(time);
        double seconds = (System.nanoTime() - begun) / 1e9;
        Map<String, Double> milliseconds = new LinkedHashMap<>();
        processes.cpu().forEach((name, after) -> milliseconds.put(name,
                after.minus(before.getOrDefault(name, Duration.ZERO)).toMillis() / seconds));
        return new Cost(milliseconds);
    }

    /** A line for each process. */
    void tell(String what, int pipes, Consumer<String> lines) {
        milliseconds.forEach((name, perSecond) -> lines.accept(String.format(Locale.ROOT,
                "CPU %s, %s: %.1f %% of a core, %.2f s a minute, %.3f s a minute for each pipe", what, name,
                perSecond / 10, perSecond * 60 / 1e3, perSecond * 60 / 1e3 / pipes)));
    }
}

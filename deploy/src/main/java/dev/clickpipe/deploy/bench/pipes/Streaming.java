package dev.clickpipe.deploy.bench.pipes;

import dev.clickpipe.deploy.CommandFailure;
import dev.clickpipe.deploy.pipe.Pipe;
import dev.clickpipe.deploy.service.Service;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.DoubleSummaryStatistics;
import java.util.Locale;
import java.util.function.Consumer;

/** One pipe gets a row a second, which all of them read in their binlog, and events of histories are counted. */
final class Streaming {
    private static final Duration BETWEEN_ROWS = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final Service service;
    private final Connection source;
    private final Plan plan;
    private final Consumer<String> lines;

    Streaming(Service service, Connection source, Plan plan, Consumer<String> lines) {
        this.service = service;
        this.source = source;
        this.plan = plan;
        this.lines = lines;
    }

    /** Events that the busiest history would get in a day. */
    double run(List<Pipe> pipes) throws IOException, InterruptedException, SQLException, CommandFailure {
        try (HistoryEvents events = new HistoryEvents(service.servers().temporal())) {
            List<Long> before = count(events, pipes);
            SmallTable table = ManyPipes.tableOf(pipes.getFirst());
            Cost.measure(new Processes(service), plan.streaming(), time -> insert(table, time))
                    .tell("one pipe streams", plan.pipes(), lines);
            List<Long> after = count(events, pipes);
            DoubleSummaryStatistics others = new DoubleSummaryStatistics();
            for (int pipe = 1; pipe < pipes.size(); pipe++) {
                others.accept((double) (after.get(pipe) - before.get(pipe)));
            }
            double streaming = aDay((double) (after.getFirst() - before.getFirst()));
            lines.accept(String.format(Locale.ROOT,
                    "EVENTS a day: %.0f of the pipe that streams, %.0f on average and %.0f at most of the others"
                            + " (counted over %d minutes)",
                    streaming, aDay(others.getAverage()), aDay(others.getMax()), plan.streaming().toMinutes()));
            return Math.max(streaming, aDay(others.getMax()));
        }
    }

    private void insert(SmallTable table, Duration time) throws SQLException, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        for (long id = 1; System.nanoTime() < end; id++) {
            table.insert(source, id);
            Thread.sleep(BETWEEN_ROWS);
        }
    }

    private double aDay(double events) {
        return events * DAY.toMillis() / plan.streaming().toMillis();
    }

    private static List<Long> count(HistoryEvents events, List<Pipe> pipes)
            throws IOException, InterruptedException, CommandFailure {
        return ConcurrentPipes.all(1, pipes, pipe -> events.of(pipe.id()));
    }
}

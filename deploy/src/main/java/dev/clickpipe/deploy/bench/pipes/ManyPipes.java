package dev.clickpipe.deploy.bench.pipes;

import dev.clickpipe.deploy.CommandFailure;
import dev.clickpipe.deploy.StateFolder;
import dev.clickpipe.deploy.connection.ClickHouse;
import dev.clickpipe.deploy.parts.Launcher;
import dev.clickpipe.deploy.pipe.Pipe;
import dev.clickpipe.deploy.pipe.PipeClient;
import dev.clickpipe.deploy.pipe.PipeState;
import dev.clickpipe.deploy.service.BackgroundTask;
import dev.clickpipe.deploy.service.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Consumer;

/** Many pipes of a small table each, all in the worker of one service. */
final class ManyPipes {
    private static final Duration CHANGE_TARGET = Duration.ofSeconds(2);
    private static final double EVENTS_TARGET = 1_000;
    /** As many as somebody may mark in a list. */
    private static final int AT_ONCE = 10;
    /** Compiled code and caches of a worker that has just got its pipes settle first. */
    private static final Duration REST = Duration.ofSeconds(15);
    /** Each pipe has one for its binlog, and more while it is made. */
    private static final int CONNECTIONS = 2_000;

    private final Plan plan;
    private final Consumer<String> lines;
    private final Consumer<String> notes;

    ManyPipes(Plan plan, Consumer<String> lines, Consumer<String> notes) {
        this.plan = plan;
        this.lines = lines;
        this.notes = notes;
    }

    /** Whether all limits are kept. */
    boolean run(Path state) throws CommandFailure, InterruptedException, SQLException, IOException {
        lines.accept("SEED " + plan.seed());
        StateFolder.delete(state);
        try (Launcher launcher = Launcher.open(new Launcher.Settings(state, false, System.getenv(), notes))) {
            Service service = start(launcher);
            try (PipeClient client = new PipeClient(service.address());
                    ClickHouse clickHouse = new ClickHouse(service.servers().destination());
                    Connection source = service.servers().administrator().open()) {
                clickHouse.execute("CREATE DATABASE " + SmallTable.DATABASE + " ENGINE = Atomic");
                List<Pipe> pipes = create(service, client);
                lines.accept(String.format(Locale.ROOT, "CONNECTIONS %.2f at the source for each pipe",
                        (double) dumps(source) / plan.pipes()));
                Cost.measure(new Processes(service), plan.idle(), Thread::sleep).tell("idle", plan.pipes(), lines);
                OptionalDouble events = plan.streaming().isZero()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(new Streaming(service, source, plan, lines).run(pipes));
                return result(changes(new Changes(client, source, clickHouse, lines), pipes), events);
            }
        }
    }

    private Service start(Launcher launcher) throws CommandFailure, InterruptedException {
        String worker = "-Xmx" + plan.heap()
                + " -XX:+UseSerialGC -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED";
        return Service.start(launcher, Optional.of(plan.kind()), Map.of("CLICKPIPE_SERVICE_WORKER_OPTIONS", worker),
                servers -> new BackgroundTask(() -> {
                    try (Connection connection = servers.administrator().open();
                            Statement statement = connection.createStatement()) {
                        statement.execute("SET GLOBAL max_connections = " + CONNECTIONS);
                        SmallTable.createAll(connection, plan.pipes());
                    }
                    return null;
                }));
    }

    /** The first one alone, so that it shows what a worker costs anyway. */
    private List<Pipe> create(Service service, PipeClient client)
            throws IOException, InterruptedException, CommandFailure {
        Creation creation = new Creation(client, service.servers().administrator(), plan.kind());
        long begun = System.nanoTime();
        List<Pipe> pipes = new ArrayList<>(creation.running(List.of(new SmallTable(0))));
        Duration first = Duration.ofNanos(System.nanoTime() - begun);
        Processes processes = new Processes(service);
        ProcessHandle worker = processes.serviceWorker();
        Thread.sleep(REST);
        WorkerMemory one = WorkerMemory.of(worker);
        Map<String, Double> before = processes.resident();
        begun = System.nanoTime();
        List<SmallTable> others = new ArrayList<>();
        for (int number = 1; number < plan.pipes(); number++) {
            others.add(new SmallTable(number));
        }
        pipes.addAll(creation.running(others));
        lines.accept(String.format(Locale.ROOT, "RUNNING %d pipes: the first after %.1f s, the others after %.1f s",
                plan.pipes(), first.toMillis() / 1e3, (System.nanoTime() - begun) / 1e9));
        Thread.sleep(REST);
        WorkerMemory all = WorkerMemory.of(worker);
        lines.accept("MEMORY service worker: " + all);
        lines.accept("MEMORY of it for each pipe: " + all.since(one, others.size()));
        processes.resident().forEach((name, after) -> lines.accept(String.format(Locale.ROOT,
                "MEMORY resident, %s: %.1f MB, %.2f MB for each pipe", name, after,
                (after - before.getOrDefault(name, after)) / others.size())));
        return pipes;
    }

    private static long dumps(Connection source) throws SQLException {
        try (Statement statement = source.createStatement();
                ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM information_schema.PROCESSLIST"
                        + " WHERE ID <> CONNECTION_ID() AND USER NOT IN ('system user', 'event_scheduler')")) {
            count.next();
            return count.getLong(1);
        }
    }

    /** The slowest pause or resume. */
    private Duration changes(Changes changes, List<Pipe> pipes)
            throws IOException, InterruptedException, SQLException, CommandFailure {
        List<Pipe> shuffled = new ArrayList<>(pipes);
        Collections.shuffle(shuffled, new Random(plan.seed()));
        List<Pipe> sample = shuffled.subList(0, plan.sample());
        lines.accept("LATENCY " + changes.latency(sample));
        changes.oneByOne(sample);
        changes.atOnce(sample.subList(0, Math.min(AT_ONCE, plan.sample())));
        lines.accept("LATENCY of resumed pipes: " + changes.latency(sample));
        changes.allAre(PipeState.RUNNING, pipes.size());
        return changes.slowest();
    }

    private boolean result(Duration slowest, OptionalDouble events) {
        boolean pass = slowest.compareTo(CHANGE_TARGET) <= 0 && events.orElse(0) <= EVENTS_TARGET;
        lines.accept(String.format(Locale.ROOT,
                "RESULT %s pipes=%d slowest pause or resume=%d ms of %d, events a pipe and day=%s of %.0f",
                pass ? "pass" : "fail", plan.pipes(), slowest.toMillis(), CHANGE_TARGET.toMillis(),
                events.isPresent() ? String.format(Locale.ROOT, "%.0f", events.getAsDouble()) : "not measured",
                EVENTS_TARGET));
        return pass;
    }

    /** Its table, known by the pipe's name. */
    static SmallTable tableOf(Pipe pipe) {
        return new SmallTable(Integer.parseInt(pipe.name().substring(pipe.name().indexOf('_') + 1)));
    }
}

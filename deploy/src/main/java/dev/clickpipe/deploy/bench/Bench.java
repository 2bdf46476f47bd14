package dev.clickpipe.deploy.bench;

import dev.clickpipe.deploy.CommandFailure;
import dev.clickpipe.deploy.ExitCode;
import dev.clickpipe.deploy.StateFolder;
import dev.clickpipe.deploy.connection.ClickHouse;
import dev.clickpipe.deploy.parts.Launcher;
import dev.clickpipe.deploy.pipe.Pipe;
import dev.clickpipe.deploy.pipe.PipeClient;
import dev.clickpipe.deploy.service.BackgroundTask;
import dev.clickpipe.deploy.service.Service;
import dev.clickpipe.deploy.service.SourceKind;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Starts a service of its own, with pipes of its own, and measures it. */
final class Bench {
    private static final int PROBES = 300;
    private static final int QUICK_PROBES = 30;
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final Duration QUICK_IDLE = Duration.ofSeconds(15);
    private static final long ROWS = 500_000;
    private static final long QUICK_ROWS = 50_000;
    private static final double PROVISIONING_TARGET = 0.2;
    private static final ProbeTable FIRST = new ProbeTable("first");
    private static final ProbeTable SECOND = new ProbeTable("second");

    private final SourceKind kind;
    private final boolean quick;
    private final Consumer<String> notes;
    private final Consumer<BenchmarkRow> rows;

    Bench(SourceKind kind, boolean quick, Consumer<String> notes, Consumer<BenchmarkRow> rows) {
        this.kind = kind;
        this.quick = quick;
        this.notes = notes;
        this.rows = rows;
    }

    /** Begins with an empty state folder, because the first pipe has to find nothing standing. */
    void run(Path state, Set<Benchmark> wanted)
            throws CommandFailure, InterruptedException, SQLException, IOException {
        StateFolder.delete(state);
        try (Launcher launcher = Launcher
                .open(new Launcher.Settings(state, false, System.getenv(), notes))) {
            Service service = Service.start(launcher, Optional.of(kind), servers -> new BackgroundTask(() -> {
                try (Connection connection = servers.administrator().open()) {
                    FIRST.create(connection);
                    SECOND.create(connection);
                }
                return null;
            }));
            try (PipeClient client = new PipeClient(service.address());
                    ClickHouse clickHouse = new ClickHouse(service.servers().destination());
                    Connection source = service.servers().administrator().open()) {
                clickHouse.execute("CREATE DATABASE " + ProbeTable.DATABASE + " ENGINE = Atomic");
                Pipes pipes = new Pipes(client, kind, service.servers().administrator());
                Pipe first = pipes.running(FIRST);
                if (wanted.contains(Benchmark.PROVISIONING)) {
                    rows.accept(provisioning(service, first, pipes.running(SECOND)));
                }
                if (wanted.contains(Benchmark.LATENCY)) {
                    new Latency(source, clickHouse).run(FIRST, quick ? QUICK_PROBES : PROBES).forEach(rows);
                }
                if (wanted.contains(Benchmark.MEMORY)) {
                    rows.accept(Memory.run(service, quick ? QUICK_IDLE : IDLE));
                }
                if (wanted.contains(Benchmark.GROWTH)) {
                    new MemoryGrowth(service, source, clickHouse, pipes).run(quick ? QUICK_ROWS : ROWS).forEach(rows);
                }
            }
        }
    }

    private static BenchmarkRow provisioning(Service service, Pipe first, Pipe second)
            throws IOException, InterruptedException, CommandFailure {
        String webUi = service.servers().temporal().webUi().orElseThrow(() -> new CommandFailure(
                ExitCode.WRONG_USAGE, "The histories are read through the Web UI of a Temporal that is started here;"
                        + " take CLICKPIPE_TEMPORAL_ADDRESS away"));
        WorkflowHistory history = new WorkflowHistory(webUi);
        Duration firstTook = history.provisioning(first.id());
        Duration secondTook = history.provisioning(second.id());
        return new BenchmarkRow("provisioning", (double) secondTook.toNanos() / firstTook.toNanos(),
                PROVISIONING_TARGET,
                String.format(Locale.ROOT, "first pipe %d ms, second %d ms", firstTook.toMillis(),
                        secondTook.toMillis()));
    }
}

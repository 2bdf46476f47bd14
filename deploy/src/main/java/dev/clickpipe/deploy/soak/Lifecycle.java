package dev.clickpipe.deploy.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

import dev.clickpipe.deploy.Await;
import dev.clickpipe.deploy.CommandFailure;
import dev.clickpipe.deploy.StateFolder;
import dev.clickpipe.deploy.compare.table.CompareException;
import dev.clickpipe.deploy.compare.Comparison;
import dev.clickpipe.deploy.compare.PipeFile;
import dev.clickpipe.deploy.compare.TableResult;
import dev.clickpipe.deploy.connection.ClickHouse;
import dev.clickpipe.deploy.connection.Names;
import dev.clickpipe.deploy.connection.SourceWriter;
import dev.clickpipe.deploy.parts.Launcher;
import dev.clickpipe.deploy.pipe.PipeClient;
import dev.clickpipe.deploy.service.Beside;
import dev.clickpipe.deploy.service.Service;
import dev.clickpipe.deploy.service.SourceKind;

/** A random life of one pipe. */
final class Lifecycle {
    private static final Duration ARRIVAL_LIMIT = Duration.ofMinutes(5);
    /** Beyond all that the writer writes. */
    private static final int MARKER_ID = 1_000_000;
    /** At most, in milliseconds: most operations meet one that is not finished. */
    private static final int SHORT_REST = 1_000;
    /** One rest of so many lasts until the pipe has settled. */
    private static final int RESTS = 4;

    private final SourceKind kind;
    private final long seed;
    private final int operations;
    private final Duration limit;
    private final Consumer<String> lines;
    private final Effects effects = new Effects();

    /** @param limit no operation begins after it */
    Lifecycle(SourceKind kind, long seed, int operations, Duration limit, Consumer<String> lines) {
        this.kind = kind;
        this.seed = seed;
        this.operations = operations;
        this.limit = limit;
        this.lines = lines;
    }

    /** Whether all rows were there at the end, and enough took effect to say so. */
    boolean run(Path state) throws CommandFailure, InterruptedException, IOException, SQLException, CompareException {
        StateFolder.delete(state);
        try (Launcher launcher = Launcher.open(new Launcher.Settings(state, false, System.getenv(), lines))) {
            Service service = Service.start(launcher, Optional.of(kind), servers -> new Beside(() -> {
                SoakTables.create(servers.administrator());
                return null;
            }));
            try (PipeClient client = new PipeClient(service.address());
                    ClickHouse clickHouse = new ClickHouse(service.servers().destination())) {
                clickHouse.execute("CREATE DATABASE " + Names.clickHouse(SoakTables.DATABASE) + " ENGINE = Atomic");
                SoakedPipe pipe = new SoakedPipe(client, clickHouse, kind, service.servers().administrator(),
                        service.worker().process().orElseThrow());
                try (SourceWriter writer = SoakChanges.start(service.servers().administrator(), seed)) {
                    live(pipe);
                    pipe.finish();
                    if (writer.failure() != null) {
                        return result(false, "the writer broke: " + writer.failure());
                    }
                    lines.accept("CHANGES " + writer.changes() + " rows");
                }
                awaitMarkers(service, clickHouse);
                awaitNothingLeft(clickHouse);
                Path body = state.resolve("pipe.json");
                Files.writeString(body, pipe.body(SoakTables.all()));
                boolean equal = new Comparison(service.servers().administrator(),
                        service.servers().destination(), lines).run(PipeFile.read(body, null)).stream()
                        .allMatch(TableResult::equal);
                return result(equal && effects.enough(),
                        equal ? effects + (effects.enough() ? "" : ", too few") : "tables differ");
            }
        }
    }

    private boolean result(boolean pass, String why) {
        lines.accept("RESULT " + (pass ? "pass " : "fail ") + why);
        return pass;
    }

    private void live(SoakedPipe pipe) throws IOException, InterruptedException, CommandFailure {
        Random random = new Random(seed);
        long end = System.nanoTime() + limit.toNanos();
        for (int number = 1; number <= operations && System.nanoTime() < end; number++) {
            Operation operation = Operation.of(random.nextInt(100));
            long began = System.nanoTime();
            Outcome outcome = pipe.carryOut(operation, new Random(random.nextLong()));
            lines.accept(String.format("OPERATION %d %s %d ms, %s", number, operation,
                    (System.nanoTime() - began) / 1_000_000, outcome));
            effects.count(operation, outcome);
            if (random.nextInt(RESTS) == 0) {
                lines.accept("SETTLED " + pipe.settle() + " after "
                        + (System.nanoTime() - began) / 1_000_000 + " ms");
            } else {
                Thread.sleep(random.nextInt(SHORT_REST));
            }
        }
    }

    private static void awaitMarkers(Service service, ClickHouse clickHouse)
            throws SQLException, IOException, InterruptedException, CommandFailure {
        String marker = "marker " + System.nanoTime();
        try (Connection connection = service.servers().administrator().open();
                Statement statement = connection.createStatement()) {
            for (String table : SoakTables.all()) {
                SoakTables.mark(statement, table, marker, MARKER_ID);
            }
        }
        for (String table : SoakTables.all()) {
            String query = "SELECT count() FROM " + Names.clickHouse(SoakTables.DATABASE, table) + " WHERE v = "
                    + Names.clickHouseText(marker);
            Await.until(table + " has the newest row", ARRIVAL_LIMIT, () -> clickHouse.number(query) > 0);
        }
    }

    /** What reloads replace is dropped beside the stream. */
    private static void awaitNothingLeft(ClickHouse clickHouse)
            throws IOException, InterruptedException, CommandFailure {
        String query = "SELECT count() FROM system.tables WHERE database = "
                + Names.clickHouseText(SoakTables.DATABASE) + " AND match(name, '_(resync|replaced_[0-9a-f]+)$')";
        Await.until("nothing is left of what was loaded beside the tables", ARRIVAL_LIMIT,
                () -> clickHouse.number(query) == 0);
    }
}

package dev.clickpipe.deploy.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

import dev.clickpipe.deploy.Await;
import dev.clickpipe.deploy.CommandFailure;
import dev.clickpipe.deploy.StateFolder;
import dev.clickpipe.deploy.compare.table.CompareException;
import dev.clickpipe.deploy.connection.ClickHouse;
import dev.clickpipe.deploy.connection.Names;
import dev.clickpipe.deploy.connection.SourceWriter;
import dev.clickpipe.deploy.parts.Launcher;
import dev.clickpipe.deploy.pipe.PipeClient;
import dev.clickpipe.deploy.pipe.PipeState;
import dev.clickpipe.deploy.service.BackgroundTask;
import dev.clickpipe.deploy.service.Service;
import dev.clickpipe.deploy.service.SourceKind;

/** A random life of one pipe. */
final class Lifecycle {
    private static final Duration DROP_LIMIT = Duration.ofMinutes(5);
    /** At most, in milliseconds: most operations meet one that is not finished. */
    private static final int SHORT_REST = 1_000;
    /** One rest of so many lasts until the pipe has settled. */
    private static final int RESTS = 4;
    /** Added to three times what was asked for: when no more than half took effect by then, the pipe refuses too much. */
    private static final int MOST_MORE = 100;

    private final SourceKind kind;
    private final long seed;
    private final int operations;
    private final Duration limit;
    private final Consumer<String> lines;
    private final Effects effects = new Effects();

    /**
     * Nothing is done yet.
     *
     * @param operations the fewest that the pipe is asked for; more follow until {@link Effects#enough enough} took effect
     * @param limit no operation begins after it
     */
    Lifecycle(SourceKind kind, long seed, int operations, Duration limit, Consumer<String> lines) {
        this.kind = kind;
        this.seed = seed;
        this.operations = operations;
        this.limit = limit;
        this.lines = lines;
    }

    /** Whether all rows were there at each look and at the end, and enough took effect to say so. */
    boolean run(Path state) throws CommandFailure, InterruptedException, IOException, SQLException, CompareException {
        StateFolder.delete(state);
        try (Launcher launcher = Launcher.open(new Launcher.Settings(state, false, System.getenv(), lines))) {
            Service service = Service.start(launcher, Optional.of(kind), servers -> new BackgroundTask(() -> {
                SoakTables.create(servers.administrator());
                return null;
            }));
            try (PipeClient client = new PipeClient(service.address());
                    ClickHouse clickHouse = new ClickHouse(service.servers().destination())) {
                clickHouse.execute("CREATE DATABASE " + Names.clickHouse(SoakTables.DATABASE) + " ENGINE = Atomic");
                SoakedPipe pipe = new SoakedPipe(client, clickHouse, kind, service.servers().administrator(),
                        service.worker().process().orElseThrow());
                EqualRows rows = new EqualRows(service.servers(), clickHouse, state, lines);
                try (SourceWriter writer = SoakChanges.start(service.servers().administrator(), seed)) {
                    if (!live(pipe, rows, writer)) {
                        return result(false, "tables differ in the middle of the life");
                    }
                    pipe.finish();
                    if (writer.failure() != null) {
                        return result(false, "the writer broke: " + writer.failure());
                    }
                    lines.accept("CHANGES " + writer.changes() + " rows");
                    if (!rows.look(pipe, writer)) {
                        return result(false, "tables differ at the end");
                    }
                }
                awaitNothingLeft(clickHouse);
                return result(effects.enough(), effects.toString());
            }
        }
    }

    private boolean result(boolean pass, String why) {
        lines.accept("RESULT " + (pass ? "pass " : "fail ") + why);
        return pass;
    }

    /** Whether the tables were equal at each look. */
    private boolean live(SoakedPipe pipe, EqualRows rows, SourceWriter writer)
            throws IOException, InterruptedException, CommandFailure, SQLException, CompareException {
        Random random = new Random(seed);
        OperationSequence deck = new OperationSequence(random);
        long end = System.nanoTime() + limit.toNanos();
        int most = 3 * operations + MOST_MORE;
        for (int number = 1; number <= most && System.nanoTime() < end
                && (effects.asked() < operations || !effects.enough()); number++) {
            Operation operation = deck.next();
            long began = System.nanoTime();
            Outcome outcome = pipe.carryOut(operation, new Random(random.nextLong()));
            lines.accept(String.format("OPERATION %d %s %d ms, %s", number, operation,
                    (System.nanoTime() - began) / 1_000_000, outcome));
            effects.count(operation, outcome);
            if (random.nextInt(RESTS) == 0) {
                PipeState rest = pipe.settle();
                lines.accept("SETTLED " + rest + " after " + (System.nanoTime() - began) / 1_000_000 + " ms");
                if (rest == PipeState.RUNNING && !rows.look(pipe, writer)) {
                    return false;
                }
            } else {
                Thread.sleep(random.nextInt(SHORT_REST));
            }
        }
        return true;
    }

    /** What reloads replace is dropped beside the stream. */
    private static void awaitNothingLeft(ClickHouse clickHouse)
            throws IOException, InterruptedException, CommandFailure {
        String query = "SELECT count() FROM system.tables WHERE database = "
                + Names.clickHouseText(SoakTables.DATABASE) + " AND match(name, '_(resync|replaced_[0-9a-f]+)$')";
        Await.until("nothing is left of what was loaded beside the tables", DROP_LIMIT,
                () -> clickHouse.number(query) == 0);
    }
}

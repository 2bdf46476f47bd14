package dev.clickpipe.deploy.bench.pipes;

import dev.clickpipe.deploy.Await;
import dev.clickpipe.deploy.CommandFailure;
import dev.clickpipe.deploy.ExitCode;
import dev.clickpipe.deploy.connection.ClickHouse;
import dev.clickpipe.deploy.pipe.Pipe;
import dev.clickpipe.deploy.pipe.PipeClient;
import dev.clickpipe.deploy.pipe.PipeState;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Pauses and resumes some of the pipes while all others run, and sends rows through them. */
final class Changes {
    private static final Duration ROW_LIMIT = Duration.ofSeconds(60);

    private final PipeClient client;
    private final Connection source;
    private final ClickHouse clickHouse;
    private final Consumer<String> lines;
    private Duration slowest = Duration.ZERO;
    private long rows;

    Changes(PipeClient client, Connection source, ClickHouse clickHouse, Consumer<String> lines) {
        this.client = client;
        this.source = source;
        this.clickHouse = clickHouse;
        this.lines = lines;
    }

    /** The slowest pause or resume of all. */
    Duration slowest() {
        return slowest;
    }

    void oneByOne(List<Pipe> pipes) throws IOException, InterruptedException, SQLException, CommandFailure {
        List<Duration> pauses = new ArrayList<>();
        List<Duration> resumes = new ArrayList<>();
        for (Pipe pipe : pipes) {
            pauses.add(pause(pipe));
            resumes.add(resume(pipe));
        }
        tell("one by one", pauses, resumes);
    }

    void atOnce(List<Pipe> pipes) throws IOException, InterruptedException, CommandFailure {
        tell("at once", ConcurrentPipes.all(pipes.size(), pipes, this::pause),
                ConcurrentPipes.all(pipes.size(), pipes, this::resume));
    }

    /** From the moment a commit is sent until a query of ClickHouse has returned its row; for each pipe. */
    SortedDurations latency(List<Pipe> pipes) throws IOException, InterruptedException, SQLException, CommandFailure {
        List<Duration> times = new ArrayList<>();
        for (Pipe pipe : pipes) {
            SmallTable table = ManyPipes.tableOf(pipe);
            long id = 1_000_000 + ++rows;
            long sent = System.nanoTime();
            table.insert(source, id);
            while (clickHouse.number("SELECT count() FROM " + table.target() + " WHERE id = " + id) == 0) {
                if (since(sent).compareTo(ROW_LIMIT) > 0) {
                    throw new CommandFailure(ExitCode.OUT_OF_TIME, "A row of pipe " + pipe.name()
                            + " committed " + ROW_LIMIT.toSeconds() + " s ago is not in ClickHouse");
                }
            }
            times.add(since(sent));
        }
        return SortedDurations.of(times);
    }

    private Duration pause(Pipe pipe) throws IOException, InterruptedException, CommandFailure {
        long asked = System.nanoTime();
        client.stop(pipe.id());
        await(pipe, PipeState.PAUSED);
        return since(asked);
    }

    private Duration resume(Pipe pipe) throws IOException, InterruptedException, CommandFailure {
        long asked = System.nanoTime();
        client.start(pipe.id());
        await(pipe, PipeState.RUNNING);
        return since(asked);
    }

    private void await(Pipe pipe, PipeState state) throws IOException, InterruptedException, CommandFailure {
        Await.until("pipe " + pipe.name() + " is " + state, Await.CHANGE_LIMIT,
                () -> client.find(pipe.id()).map(Pipe::state).orElse(PipeState.UNKNOWN) == state);
    }

    private void tell(String how, List<Duration> pauses, List<Duration> resumes) {
        SortedDurations paused = SortedDurations.of(pauses);
        SortedDurations resumed = SortedDurations.of(resumes);
        lines.accept("PAUSE " + how + ": " + paused);
        lines.accept("RESUME " + how + ": " + resumed);
        for (SortedDurations spread : List.of(paused, resumed)) {
            slowest = spread.slowest().compareTo(slowest) > 0 ? spread.slowest() : slowest;
        }
    }

    /** All pipes of the service are, so many. */
    void allAre(PipeState state, int pipes) throws IOException, InterruptedException, CommandFailure {
        List<Pipe> others = client.list().stream().filter(pipe -> pipe.state() != state).toList();
        if (!others.isEmpty() || client.list().size() != pipes) {
            throw new CommandFailure(ExitCode.DIFFERENT_OR_FAILED, "Not all pipes are " + state + ": " + others);
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}

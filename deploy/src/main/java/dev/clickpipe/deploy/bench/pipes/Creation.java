package dev.clickpipe.deploy.bench.pipes;

import dev.clickpipe.deploy.Await;
import dev.clickpipe.deploy.CommandFailure;
import dev.clickpipe.deploy.ExitCode;
import dev.clickpipe.deploy.connection.SourceAddress;
import dev.clickpipe.deploy.pipe.Pipe;
import dev.clickpipe.deploy.pipe.PipeBody;
import dev.clickpipe.deploy.pipe.PipeClient;
import dev.clickpipe.deploy.pipe.PipeState;
import dev.clickpipe.deploy.service.SourceKind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Creates pipes over REST, some at a time. */
final class Creation {
    private static final Duration LIMIT = Duration.ofMinutes(15);
    /** More on their way make the API refuse some, because a worker did not answer in time. */
    private static final int AT_ONCE = 4;

    private final PipeClient client;
    private final SourceAddress reader;
    private final SourceKind kind;

    Creation(PipeClient client, SourceAddress reader, SourceKind kind) {
        this.client = client;
        this.reader = reader;
        this.kind = kind;
    }

    /** Pipes of these tables, once all of them are Running. */
    List<Pipe> running(List<SmallTable> tables) throws IOException, InterruptedException, CommandFailure {
        List<Pipe> pipes = ConcurrentPipes.all(AT_ONCE, tables, this::create);
        ConcurrentPipes.all(AT_ONCE, pipes, pipe -> {
            Await.until("pipe " + pipe.name() + " is Running", LIMIT, () -> isRunning(pipe));
            return pipe;
        });
        return pipes;
    }

    private Pipe create(SmallTable table) throws IOException, InterruptedException {
        return client.create(PipeBody.of(table.name(), kind.text(), reader, SmallTable.DATABASE,
                Map.of(table.name(), table.name()), SmallTable.DATABASE));
    }

    private boolean isRunning(Pipe pipe) throws IOException, InterruptedException, CommandFailure {
        PipeState state = client.find(pipe.id()).map(Pipe::state).orElse(PipeState.UNKNOWN);
        if (state.isFailure()) {
            throw new CommandFailure(ExitCode.PART_FAILED,
                    "Pipe " + pipe.name() + " is " + state + ": " + client.progress(pipe.id()).error());
        }
        return state == PipeState.RUNNING;
    }
}

package dev.clickpipe.deploy.bench;

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
import java.util.Map;

/** Pipes of one table each, all of the service that is measured. */
final class Pipes {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final PipeClient client;
    private final SourceKind kind;
    private final SourceAddress reader;

    Pipes(PipeClient client, SourceKind kind, SourceAddress reader) {
        this.client = client;
        this.kind = kind;
        this.reader = reader;
    }

    Pipe create(ProbeTable table) throws IOException, InterruptedException {
        return client.create(PipeBody.of(table.name(), kind.text(), reader, ProbeTable.DATABASE,
                Map.of(table.name(), table.name()), ProbeTable.DATABASE));
    }

    /** A new pipe, once it is Running. */
    Pipe running(ProbeTable table) throws IOException, InterruptedException, CommandFailure {
        Pipe pipe = create(table);
        Await.until("pipe " + table.name() + " is Running", LIMIT, () -> state(pipe) == PipeState.RUNNING);
        return pipe;
    }

    /** @throws CommandFailure when the pipe has failed */
    PipeState state(Pipe pipe) throws IOException, InterruptedException, CommandFailure {
        PipeState now = client.find(pipe.id()).map(Pipe::state).orElse(PipeState.UNKNOWN);
        if (now.isFailure()) {
            throw new CommandFailure(ExitCode.PART_FAILED,
                    "The pipe is " + now + ": " + client.progress(pipe.id()).error());
        }
        return now;
    }
}

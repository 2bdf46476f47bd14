package dev.clickpipe.deploy.file;

import dev.clickpipe.deploy.CommandFailure;
import dev.clickpipe.deploy.ExitCode;
import dev.clickpipe.deploy.connection.AddressException;
import dev.clickpipe.deploy.parts.process.PartException;
import dev.clickpipe.deploy.pipe.ApiException;
import dev.clickpipe.deploy.pipe.Pipe;
import dev.clickpipe.deploy.pipe.PipeClient;
import dev.clickpipe.deploy.pipe.ServiceAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command about a pipe of one service; tells what went wrong in a sentence. */
abstract class ServiceCommand implements Callable<Integer> {
    private static final int UNAUTHORIZED = 401;
    private static final int UNAVAILABLE = 503;
    private static final int SERVER_ERROR = 500;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final ServiceOptions options = new ServiceOptions();

    abstract ExitCode run(PipeClient client, PrintWriter out)
            throws CommandFailure, IOException, InterruptedException;

    @Override
    public final Integer call() throws InterruptedException {
        if (spec == null) {
            throw new IllegalStateException("run through picocli");
        }
        CommandLine line = spec.commandLine();
        ExitCode code = outcome(line.getOut(), line.getErr());
        line.getOut().flush();
        line.getErr().flush();
        return code.number();
    }

    private ExitCode outcome(PrintWriter out, PrintWriter err) throws InterruptedException {
        try {
            ServiceAddress service = options.address();
            try (PipeClient client = new PipeClient(service)) {
                return run(client, out);
            } catch (ApiException refusal) {
                err.println(refusal.getMessage());
                return codeOf(refusal);
            } catch (IOException failure) {
                err.println("The API at " + service.api() + " cannot be reached: " + failure);
                return ExitCode.PART_FAILED;
            }
        } catch (CommandFailure failure) {
            err.println(failure.getMessage());
            return failure.code();
        } catch (PipeFileException | AddressException mistake) {
            err.println(mistake.getMessage());
            return ExitCode.WRONG_USAGE;
        } catch (PartException failure) {
            err.println(failure.getMessage());
            return ExitCode.PART_FAILED;
        }
    }

    private static ExitCode codeOf(ApiException refusal) {
        if (refusal.status() == UNAUTHORIZED) {
            return ExitCode.WRONG_USAGE;
        }
        if (refusal.status() == UNAVAILABLE) {
            return ExitCode.OUT_OF_TIME;
        }
        return refusal.status() >= SERVER_ERROR ? ExitCode.PART_FAILED : ExitCode.DIFFERENT_OR_FAILED;
    }

    /** The pipe of that name or id. */
    static Optional<Pipe> find(PipeClient client, String nameOrId) throws IOException, InterruptedException {
        return client.list().stream()
                .filter(pipe -> pipe.name().equals(nameOrId) || pipe.id().toString().equals(nameOrId)).findFirst();
    }
}

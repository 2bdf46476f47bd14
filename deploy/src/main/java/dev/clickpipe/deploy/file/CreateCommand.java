package dev.clickpipe.deploy.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clickpipe.deploy.ExitCode;
import dev.clickpipe.deploy.pipe.Pipe;
import dev.clickpipe.deploy.pipe.PipeClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code deploy/pipe create}. */
@Command(name = "create", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Creates the pipe of a file, JSON or YAML.", "$${NAME} in a text is taken from the environment.",
        "The same file once more finds the pipe that there is."})
final class CreateCommand extends ServiceCommand {
    @Parameters(paramLabel = "FILE", description = "the body, as export prints it")
    private Path file = Path.of("");

    @Override
    ExitCode run(PipeClient client, PrintWriter out) throws IOException, InterruptedException {
        ObjectNode body = Placeholders.fill(PipeText.read(file), System.getenv());
        Pipe pipe = client.create(PipeText.JSON.write(body));
        out.println("PIPE " + pipe.id() + " " + pipe.name() + " " + pipe.state());
        return ExitCode.GOOD;
    }
}

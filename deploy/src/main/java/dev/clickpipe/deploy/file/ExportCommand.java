package dev.clickpipe.deploy.file;

import dev.clickpipe.deploy.CommandFailure;
import dev.clickpipe.deploy.ExitCode;
import dev.clickpipe.deploy.pipe.Pipe;
import dev.clickpipe.deploy.pipe.PipeClient;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code deploy/pipe export}. */
@Command(name = "export", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Prints the body that creates the pipe.",
        "In place of the credentials, which the API never shows, stand placeholders for CLICKPIPE_SOURCE_USERNAME and",
        "CLICKPIPE_SOURCE_PASSWORD of the environment."})
final class ExportCommand extends ServiceCommand {
    @Parameters(paramLabel = "NAME|ID", description = "the pipe")
    private String pipe = "";

    @Option(names = "--format", paramLabel = "yaml|json", description = "default: yaml")
    private PipeText format = PipeText.YAML;

    @Override
    ExitCode run(PipeClient client, PrintWriter out) throws CommandFailure, IOException, InterruptedException {
        Pipe found = find(client, pipe).orElseThrow(() -> new CommandFailure(ExitCode.WRONG_USAGE,
                "There is no pipe '" + pipe + "' at " + client.service()));
        out.print(format.write(CreateBody.of(client.read(found.id()))));
        return ExitCode.GOOD;
    }
}

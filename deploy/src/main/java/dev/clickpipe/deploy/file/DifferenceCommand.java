package dev.clickpipe.deploy.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clickpipe.deploy.ExitCode;
import dev.clickpipe.deploy.pipe.Pipe;
import dev.clickpipe.deploy.pipe.PipeClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code deploy/pipe difference}. */
@Command(name = "difference", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Shows what differs between a file and the pipe of its name.",
        "A line per field, then CHECK equal or CHECK different.",
        "Credentials are left out, because the API never shows them."})
final class DifferenceCommand extends ServiceCommand {
    @Parameters(paramLabel = "FILE", description = "the body, JSON or YAML")
    private Path file = Path.of("");

    @Override
    ExitCode run(PipeClient client, PrintWriter out) throws IOException, InterruptedException {
        ObjectNode body = PipeText.read(file);
        if (body.path("source").path("mysql") instanceof ObjectNode mysql) {
            mysql.remove("credentials");
        }
        ObjectNode wanted = Placeholders.fill(body, System.getenv());
        JsonNode name = wanted.path("name");
        if (!name.isTextual()) {
            throw new PipeFileException(file + " has no name, by which its pipe could be found");
        }
        Optional<Pipe> pipe = find(client, name.textValue());
        if (pipe.isEmpty()) {
            out.println("MISSING there is no pipe " + name.textValue() + " at " + client.service());
            out.println("CHECK different");
            return ExitCode.DIFFERENT_OR_FAILED;
        }
        List<BodyDifference> differences = BodyDifference.between(wanted, CreateBody.of(client.read(pipe.get().id())));
        differences.forEach(out::println);
        out.println(differences.isEmpty() ? "CHECK equal" : "CHECK different");
        return differences.isEmpty() ? ExitCode.GOOD : ExitCode.DIFFERENT_OR_FAILED;
    }
}

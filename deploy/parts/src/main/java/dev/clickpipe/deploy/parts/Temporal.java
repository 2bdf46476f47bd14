package dev.clickpipe.deploy.parts;

import dev.clickpipe.deploy.parts.cache.GoProgram;
import dev.clickpipe.deploy.parts.process.PartException;
import dev.clickpipe.deploy.parts.process.Readiness;
import dev.clickpipe.deploy.parts.process.SupervisedProcess;
import dev.clickpipe.deploy.parts.process.Waiting;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Temporal: {@code CLICKPIPE_TEMPORAL_ADDRESS}, else the development server of the {@code temporal} program with its Web
 * UI, the namespace {@code default}, the pipes' search attributes and its histories in a file of the state folder.
 *
 * @param options more options of the development server
 */
public record Temporal(String name, List<String> options) implements Part<TemporalServer> {
    private static final String ADDRESS_VARIABLE = "CLICKPIPE_TEMPORAL_ADDRESS";
    private static final int USUAL_PORT = 7233;
    private static final int USUAL_WEB_UI_PORT = 8233;
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration ADDRESS_LIMIT = Duration.ofSeconds(10);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final List<String> SEARCH_ATTRIBUTES = List.of("ClickPipeState", "ClickPipeName",
            "ClickPipeService");

    // Every heartbeat is a commit, and all wait for one connection. SQLite's own mode makes, syncs and deletes a file
    // for each commit; this one appends to one file and syncs that, which keeps as much when the power fails.
    private static final String JOURNAL = "journal_mode=wal";

    // The last version that go install takes: later ones have replace directives in their module.
    private static final GoProgram PROGRAM = new GoProgram("temporal", "github.com/temporalio/cli/cmd/temporal",
            "1.5.1");
    private static final String REMEDY = "install Go or the temporal program (https://docs.temporal.io/cli), or set "
            + ADDRESS_VARIABLE + " to the host:port of a running Temporal";

    private record Program(Path path, String origin) {}

    public Temporal {
        options = List.copyOf(options);
    }

    /** The one of a state folder, as it comes. */
    public Temporal() {
        this("temporal", List.of());
    }

    @Override
    public TemporalServer start(Launch launch) {
        Optional<String> given = launch.variable(ADDRESS_VARIABLE);
        return given.isPresent() ? given(given.get()) : embedded(launch);
    }

    private TemporalServer given(String address) {
        int colon = address.lastIndexOf(':');
        if (colon < 1 || !address.substring(colon + 1).matches("\\d{1,5}")) {
            throw new PartException(
                    ADDRESS_VARIABLE + " is " + address + ": it must be host:port, such as localhost:7233");
        }
        String host = address.substring(0, colon);
        Waiting.until(Readiness.connection(host, Integer.parseInt(address.substring(colon + 1))), ADDRESS_LIMIT,
                "Temporal does not answer at %s: start it, or correct %s".formatted(address, ADDRESS_VARIABLE));
        return new TemporalServer(name, address, Optional.empty(), "given by " + ADDRESS_VARIABLE, Optional.empty());
    }

    private TemporalServer embedded(Launch launch) {
        Program program = program(launch);
        int port = launch.port(name, "port", USUAL_PORT);
        int webUiPort = launch.port(name, "web-ui-port", USUAL_WEB_UI_PORT);
        List<String> command = new ArrayList<>(List.of(program.path().toString(), "server", "start-dev", "--ip",
                "127.0.0.1", "--ui-ip", "127.0.0.1", "--port", Integer.toString(port), "--ui-port",
                Integer.toString(webUiPort), "--db-filename",
                launch.state().part(name).resolve("temporal.db").toString(), "--sqlite-pragma", JOURNAL,
                "--log-level", "warn"));
        SEARCH_ATTRIBUTES.forEach(attribute -> command.addAll(List.of("--search-attribute", attribute + "=Keyword")));
        command.addAll(options);
        SupervisedProcess process = launch.start(name, command, Map.of(), GRACE);
        String webUi = "http://127.0.0.1:" + webUiPort;
        // The Web UI asks the frontend: one answer shows both, the namespace, and that the attributes are registered.
        process.awaitReady(
                Readiness.http(URI.create(webUi + "/api/v1/namespaces/default/search-attributes"),
                        body -> SEARCH_ATTRIBUTES.stream().allMatch(body::contains)),
                "search attributes of its namespace at " + webUi, START_LIMIT);
        return new TemporalServer(name, "127.0.0.1:" + port, Optional.of(webUi), program.origin(),
                Optional.of(process));
    }

    private static Program program(Launch launch) {
        return launch.programs()
                .find("temporal")
                .map(path -> new Program(path, "temporal on PATH: " + path))
                .orElseGet(() -> {
                    Path folder = PROGRAM.obtain(launch.cache(), launch.programs(), REMEDY);
                    return new Program(folder.resolve("temporal"),
                            "embedded: temporal %s in %s".formatted(PROGRAM.version(), folder));
                });
    }
}

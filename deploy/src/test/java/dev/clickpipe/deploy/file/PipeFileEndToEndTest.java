package dev.clickpipe.deploy.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clickpipe.deploy.Await;
import dev.clickpipe.deploy.CommandRun;
import dev.clickpipe.deploy.connection.ClickHouse;
import dev.clickpipe.deploy.connection.SourceAddress;
import dev.clickpipe.deploy.demo.Shop;
import dev.clickpipe.deploy.parts.Launcher;
import dev.clickpipe.deploy.pipe.Pipe;
import dev.clickpipe.deploy.pipe.PipeClient;
import dev.clickpipe.deploy.pipe.PipeState;
import dev.clickpipe.deploy.service.BackgroundTask;
import dev.clickpipe.deploy.service.Service;
import dev.clickpipe.deploy.service.SourceKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code deploy/pipe} with a whole service: MariaDB, ClickHouse, Temporal, worker and API. */
@Execution(ExecutionMode.CONCURRENT)
class PipeFileEndToEndTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int ROWS = 1_000;

    @TempDir
    private Path folder = Path.of("");

    private final Map<String, String> environment = new HashMap<>();

    /** In a process of its own, where the environment is another. */
    private CommandRun pipe(String... arguments) throws Exception {
        return PipeProgram.run(environment, Stream.concat(Stream.of("pipe"), inFolder(arguments)).toList());
    }

    /** In this process, where nothing is taken from the environment. */
    private CommandRun pipeHere(String... arguments) {
        return CommandRun.command(new PipeCommand(), inFolder(arguments).toArray(String[]::new));
    }

    private Stream<String> inFolder(String... arguments) {
        return Stream.concat(Stream.of(arguments), Stream.of("--state", folder.toString()));
    }

    private String write(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void whatIsExportedCreatesTheSamePipeAgain() throws Exception {
        try (Launcher launcher = Launcher.open(new Launcher.Settings(folder, false, System.getenv(), _ -> {}))) {
            Service service = Service.start(launcher, Optional.of(SourceKind.MARIADB),
                    servers -> new BackgroundTask(() -> {
                        new Shop(servers.administrator()).create(ROWS, 1, _ -> {});
                        return null;
                    }));
            SourceAddress reader = new Shop(service.servers().administrator()).grantReader("reader's ${word}");
            try (PipeClient client = new PipeClient(service.address());
                    ClickHouse clickHouse = new ClickHouse(service.servers().destination())) {
                clickHouse.execute("CREATE DATABASE shop ENGINE = Atomic");
                roundTrip(client, clickHouse, reader);
            }
        }
    }

    private void roundTrip(PipeClient client, ClickHouse clickHouse, SourceAddress reader) throws Exception {
        String file = write("customers.yaml", """
                name: customers
                source:
                  mysql:
                    type: mariadb
                    host: "${DATABASE_HOST}"
                    port: %d
                    disableTls: true
                    credentials: {username: "${CLICKPIPE_SOURCE_USERNAME}", password: "${CLICKPIPE_SOURCE_PASSWORD}"}
                    settings: {replicationMode: cdc}
                    tableMappings:
                      - {sourceSchemaName: shop, sourceTable: customers, targetTable: customers}
                destination: {database: shop}
                """.formatted(reader.port()));
        environment.put("DATABASE_HOST", reader.host());
        assertThat(pipe("create", file)).satisfies(refused -> assertThat(refused.code()).isEqualTo(2))
                .extracting(CommandRun::out)
                .asString().contains("CLICKPIPE_SOURCE_PASSWORD, CLICKPIPE_SOURCE_USERNAME");
        assertThat(pipe("difference", file)).satisfies(missing -> assertThat(missing.code()).isEqualTo(1))
                .extracting(CommandRun::out).asString()
                .contains("MISSING there is no pipe customers", "CHECK different");

        environment.put("CLICKPIPE_SOURCE_USERNAME", reader.user());
        environment.put("CLICKPIPE_SOURCE_PASSWORD", reader.password());
        CommandRun created = pipe("create", file);
        assertThat(created.code()).isZero();
        Pipe first = client.list().getFirst();
        assertThat(created.out()).startsWith("PIPE " + first.id() + " customers ");
        assertThat(pipe("create", file).out()).startsWith("PIPE " + first.id() + " customers ");
        // Nearly everything is left out in the file: what the API put in its place is what the command takes for it.
        assertThat(pipe("difference", file)).isEqualTo(new CommandRun(0, "CHECK equal\n"));

        CommandRun exported = pipeHere("export", "customers");
        assertThat(exported.code()).isZero();
        assertThat(exported.out()).doesNotContain(reader.password())
                .contains("${CLICKPIPE_SOURCE_PASSWORD}");
        awaitState(client, first, PipeState.RUNNING);
        compare(write("exported.yaml", exported.out()), clickHouse);

        client.delete(first.id());
        Await.until("the pipe is deleted", LIMIT, () -> client.list().isEmpty());
        clickHouse.execute("DROP DATABASE shop SYNC");
        clickHouse.execute("CREATE DATABASE shop ENGINE = Atomic");
        assertThat(pipe("create", folder.resolve("exported.yaml").toString()).code()).isZero();
        Pipe second = client.list().getFirst();
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(pipeHere("export", second.id().toString())).isEqualTo(exported);
        CommandRun json = pipeHere("export", "customers", "--format", "json");
        assertThat(json.out()).startsWith("{");
        assertThat(pipeHere("difference", write("exported.json", json.out())))
                .isEqualTo(new CommandRun(0, "CHECK equal\n"));

        differences(folder.resolve("exported.yaml"));
        assertThat(pipeHere("export", "nobody").code()).isEqualTo(2);
        client.delete(second.id());
    }

    private void differences(Path exported) throws Exception {
        ObjectNode body = PipeText.read(exported);
        body.withObject("/source/mysql/settings").put("syncIntervalSeconds", 10);
        body.withArray("/source/mysql/tableMappings").addObject().put("sourceSchemaName", "shop")
                .put("sourceTable", "orders").put("targetTable", "orders");
        String changed = PipeText.YAML.write(body);
        CommandRun different = pipeHere("difference", write("changed.yaml", changed));
        assertThat(different.code()).isEqualTo(1);
        assertThat(different.out().lines()).containsExactly(
                "DIFFERENT source.mysql.settings.syncIntervalSeconds file=10 pipe=60",
                "DIFFERENT source.mysql.tableMappings[shop.orders].sourceSchemaName file=shop pipe=(none)",
                "DIFFERENT source.mysql.tableMappings[shop.orders].sourceTable file=orders pipe=(none)",
                "DIFFERENT source.mysql.tableMappings[shop.orders].tableEngine file=ReplacingMergeTree pipe=(none)",
                "DIFFERENT source.mysql.tableMappings[shop.orders].targetTable file=orders pipe=(none)",
                "DIFFERENT source.mysql.tableMappings[shop.orders].useCustomSortingKey file=false pipe=(none)",
                "CHECK different");
    }

    private void compare(String file, ClickHouse clickHouse) throws Exception {
        Map<String, String> withDestination = new HashMap<>(environment);
        withDestination.put("CLICKPIPE_CLICKHOUSE_URL", clickHouse.address().base().toString());
        withDestination.put("CLICKPIPE_CLICKHOUSE_USER", clickHouse.address().user());
        withDestination.put("CLICKPIPE_CLICKHOUSE_PASSWORD", clickHouse.address().password());
        assertThat(PipeProgram.run(withDestination, List.of("compare", "--pipe", file))).satisfies(
                ran -> assertThat(ran.code()).isZero()).extracting(CommandRun::out).asString().contains("CHECK equal");
    }

    private static void awaitState(PipeClient client, Pipe pipe, PipeState wanted) throws Exception {
        Await.until("the pipe is " + wanted, LIMIT, () -> {
            PipeState now = client.find(pipe.id()).map(Pipe::state).orElse(PipeState.UNKNOWN);
            assertThat(now.isFailure()).as("%s", client.progress(pipe.id()).error()).isFalse();
            return now == wanted;
        });
    }
}

package dev.clickpipe.deploy.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clickpipe.deploy.parts.source.MariaDb;
import dev.clickpipe.deploy.parts.source.SourceServer;
import dev.clickpipe.deploy.parts.state.Addresses;
import dev.clickpipe.deploy.parts.state.StateDirectory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All parts under a launcher in a process of its own, which is killed as nothing can answer: SIGKILL. */
class AllPartsTest {
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private final Path folder;

    AllPartsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void stop() {
        Launcher.stop(folder);
    }

    @Test
    void aCrashOfOneIsACrashOfOneAndNothingOutlivesAKilledLauncher() throws Exception {
        long launcher = DetachedLauncher.start(new DetachedLauncher.Settings(folder,
                System.getProperty("java.class.path"), PartsMain.class.getName(),
                List.of("--state", folder.toString()), System.getenv(), "RUNNING until stopped", LIMIT),
                AllPartsTest::say);
        Map<String, String> addresses = Addresses.read(StateDirectory.of(folder)).orElseThrow();
        assertThat(addresses).containsOnlyKeys("temporal", "webUi", "mariadb", "mysql", "clickhouse");
        Map<String, ProcessHandle> parts = parts();
        assertThat(parts).containsOnlyKeys("temporal", "mariadb", "mysql", "clickhouse");
        assertThat(parts.values()).allMatch(ProcessHandle::isAlive);
        execute(URI.create(addresses.get("mariadb")), "CREATE DATABASE kept");
        assertThat(ask(URI.create(addresses.get("clickhouse")), "SELECT 40 + 2")).isEqualTo("42\n");

        ProcessHandle mysql = Objects.requireNonNull(parts.remove("mysql"));
        mysql.destroyForcibly();
        await().atMost(LIMIT).until(() -> !mysql.isAlive());
        execute(URI.create(addresses.get("mariadb")), "CREATE TABLE kept.t (id INT PRIMARY KEY)");
        assertThat(ask(URI.create(addresses.get("clickhouse")), "SELECT 1")).isEqualTo("1\n");
        assertThat(parts).containsOnlyKeys("temporal", "mariadb", "clickhouse");
        assertThat(parts.values()).allMatch(ProcessHandle::isAlive);

        ProcessHandle.of(launcher).orElseThrow().destroyForcibly();
        await().atMost(LIMIT).until(() -> parts.values().stream().noneMatch(ProcessHandle::isAlive));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(commandsThatName(folder)).isEmpty());

        try (Launcher again = Launcher.open(Launcher.Settings.of(folder, AllPartsTest::say))) {
            SourceServer mariadb = again.start(new MariaDb());
            assertThat(mariadb.url()).isEqualTo(addresses.get("mariadb"));
            execute(URI.create(mariadb.url()), "SELECT id FROM kept.t");
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }

    private Map<String, ProcessHandle> parts() throws IOException {
        JsonNode pids = new ObjectMapper().readTree(folder.resolve("addresses.json").toFile()).get("pids");
        Map<String, ProcessHandle> parts = new TreeMap<>();
        pids.properties()
                .forEach(entry -> parts.put(entry.getKey(),
                        ProcessHandle.of(entry.getValue().longValue()).orElseThrow()));
        return parts;
    }

    private static List<String> commandsThatName(Path folder) {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(command -> command.contains(folder.toString()))
                .toList();
    }

    private static void execute(URI url, String sql) throws SQLException {
        String[] login = url.getUserInfo().split(":", 2);
        String jdbc = "jdbc:mariadb://%s:%d/?sslMode=trust".formatted(url.getHost(), url.getPort());
        try (Connection connection = DriverManager.getConnection(jdbc, login[0], login[1]);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(URI url, String query) throws IOException, InterruptedException {
        String login = Base64.getEncoder().encodeToString(url.getUserInfo().getBytes(StandardCharsets.UTF_8));
        URI plain = URI.create("http://%s:%d/".formatted(url.getHost(), url.getPort()));
        HttpRequest request = HttpRequest.newBuilder(plain)
                .header("Authorization", "Basic " + login)
                .POST(HttpRequest.BodyPublishers.ofString(query))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}

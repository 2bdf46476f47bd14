package dev.clickpipe.deploy.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.clickpipe.deploy.parts.process.PartException;
import dev.clickpipe.deploy.parts.process.Readiness;
import dev.clickpipe.deploy.parts.state.Addresses;
import dev.clickpipe.deploy.parts.state.StateDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Path folder;
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    LauncherTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void stop() {
        Launcher.stop(folder.resolve("one"));
        Launcher.stop(folder.resolve("other"));
    }

    private Launcher open(String state, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(System.getenv());
        all.putAll(environment);
        return Launcher.open(new Launcher.Settings(folder.resolve(state), true, all, lines::add));
    }

    @Test
    void twoStateFoldersRunSideBySide() {
        try (Launcher one = open("one", Map.of())) {
            TemporalServer first = one.start(new Temporal());
            try (Launcher other = open("other", Map.of())) {
                TemporalServer second = other.start(new Temporal());
                assertThat(first.address()).isNotEqualTo(second.address());
                assertThat(lines).filteredOn(line -> line.startsWith("READY temporal 127.0.0.1:")).hasSize(2);
                assertThat(Addresses.read(other.state()).orElseThrow()).containsEntry("temporal", second.address())
                        .containsKey("webUi");
            }
            assertThat(Addresses.read(StateDirectory.of(folder.resolve("other")))).isEmpty();
            assertThat(first.process().orElseThrow().isAlive()).isTrue();
            assertThat(Addresses.read(one.state()).orElseThrow()).containsEntry("temporal", first.address());
        }
    }

    @Test
    void aLauncherInTheBackgroundIsStoppedThroughItsStateFolder() {
        Path state = folder.resolve("one");
        long launcher = DetachedLauncher.start(new DetachedLauncher.Settings(state,
                System.getProperty("java.class.path"), PartsMain.class.getName(),
                List.of("--state", state.toString(), "--parts", "temporal"), System.getenv(), "RUNNING until stopped",
                LIMIT), lines::add);
        ProcessHandle process = ProcessHandle.of(launcher).orElseThrow();
        String temporal = Objects
                .requireNonNull(Addresses.read(StateDirectory.of(state)).orElseThrow().get("temporal"));
        assertThat(lines).anySatisfy(line -> assertThat(line).startsWith("READY temporal " + temporal));
        assertThatThrownBy(() -> open("one", Map.of())).isInstanceOf(PartException.class)
                .hasMessageContaining("owned by process " + launcher);

        assertThat(Launcher.stop(state)).isTrue();

        assertThat(process.isAlive()).isFalse();
        int port = Integer.parseInt(temporal.substring(temporal.indexOf(':') + 1));
        assertThat(Readiness.connection("127.0.0.1", port).isReady()).isFalse();
        assertThat(Launcher.stop(state)).isFalse();
        Launcher.delete(state);
        assertThat(state).doesNotExist();
    }

    @Test
    void aJavaProcessIsStartedWatchedAndStopped() {
        try (Launcher launcher = open("one", Map.of())) {
            JavaServer server = launcher.start(process(List.of("stay")));
            assertThat(lines).contains("READY ours its own output ours: " + WaitingMain.class.getName());
            assertThat(Addresses.read(launcher.state()).orElseThrow()).containsEntry("ours", "its own output");

            server.process().orElseThrow().kill();
            await().atMost(LIMIT)
                    .until(() -> lines.stream().anyMatch(line -> line.startsWith("ENDED ours with code 137")));

            JavaServer again = launcher.start(process(List.of("stay")));
            launcher.stop(again);
            assertThat(again.process().orElseThrow().isAlive()).isFalse();
            assertThat(Addresses.read(launcher.state()).orElseThrow()).doesNotContainKey("ours");
            assertThat(lines).filteredOn(line -> line.startsWith("ENDED")).hasSize(1);
        }
    }

    @Test
    void aPartThatFailsSaysWhy() {
        try (Launcher launcher = open("one", Map.of())) {
            assertThatThrownBy(() -> launcher.start(process(List.of("fail")))).isInstanceOf(PartException.class)
                    .hasMessageContaining("ours ended with code 7")
                    .hasMessageContaining("the reason");
        }
    }

    @Test
    void aGivenAddressIsTakenOrRefusedByName() {
        try (Launcher launcher = open("one",
                Map.of("CLICKPIPE_TEMPORAL_ADDRESS", SharedParts.temporalAddress()))) {
            TemporalServer temporal = launcher.start(new Temporal());
            assertThat(temporal.origin()).isEqualTo("given by CLICKPIPE_TEMPORAL_ADDRESS");
            assertThat(temporal.process()).isEmpty();
        }
        try (Launcher launcher = open("one", Map.of("CLICKPIPE_TEMPORAL_ADDRESS", "localhost"))) {
            assertThatThrownBy(() -> launcher.start(new Temporal())).isInstanceOf(PartException.class)
                    .hasMessageContaining("CLICKPIPE_TEMPORAL_ADDRESS is localhost: it must be host:port");
        }
    }

    private static JavaProcess process(List<String> arguments) {
        return new JavaProcess("ours", List.of("-Xmx32m"),
                new JavaProcess.Program.Main(System.getProperty("java.class.path"), WaitingMain.class.getName()),
                arguments, Map.of("WAITING_GREETING", "here I am"),
                new JavaProcess.Sign.Says(Pattern.compile("here I am")),
                "its own output", Map.of("ours", "its own output"), LIMIT, Duration.ofSeconds(20));
    }
}

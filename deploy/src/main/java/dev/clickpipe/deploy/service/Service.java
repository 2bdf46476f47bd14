package dev.clickpipe.deploy.service;

import dev.clickpipe.deploy.CommandFailure;
import dev.clickpipe.deploy.parts.JavaProcess;
import dev.clickpipe.deploy.parts.Launcher;
import dev.clickpipe.deploy.parts.RunningPart;
import dev.clickpipe.deploy.parts.TemporalServer;
import dev.clickpipe.deploy.pipe.ServiceAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * All that runs.
 *
 * @param worker hosts control; its child processes are the services' own workers
 */
public record Service(Servers servers, ServiceAddress address, RunningPart worker, RunningPart api) {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration GRACE = Duration.ofSeconds(25);
    private static final int USUAL_API_PORT = 8080;
    private static final int USUAL_WORKER_PORT = 8081;
    private static final int USUAL_STANDBY_PORT = 8082;
    private static final int USUAL_FLEET_PORT = 8083;
    private static final String LOOPBACK = "http://127.0.0.1:";

    /** Starts the servers, then what of ours needs them; {@code meanwhile} runs beside the latter. */
    public static Service start(Launcher launcher, Optional<SourceKind> sourceKind, ServersReady meanwhile)
            throws CommandFailure, InterruptedException {
        return start(launcher, sourceKind, Map.of(), meanwhile);
    }

    /** The same with a worker that has more environment variables. */
    public static Service start(Launcher launcher, Optional<SourceKind> sourceKind,
            Map<String, String> workerVariables, ServersReady meanwhile)
            throws CommandFailure, InterruptedException {
        Programs programs = Programs.find();
        ServiceKeys keys = ServiceKeys.of(launcher.state(), programs.api());
        Servers servers = Servers.start(launcher, sourceKind);
        int apiPort = launcher.port("api", USUAL_API_PORT);
        ServiceAddress address = new ServiceAddress(URI.create(LOOPBACK + apiPort), keys.apiKey(),
                keys.organization(), keys.service());
        try (BackgroundTask beside = meanwhile.begin(servers)) {
            List<RunningPart> ours = launcher.startAll(List.of(
                    worker(Kind.control("worker", USUAL_WORKER_PORT), workerVariables, launcher, programs, keys,
                            servers),
                    api(programs, keys, servers.temporal(), apiPort, address)));
            beside.await();
            return new Service(servers, address, ours.get(0), ours.get(1));
        }
    }

    /** Starts a second control worker, which takes over what the first one held when that is killed. */
    public RunningPart startStandby(Launcher launcher) throws CommandFailure, InterruptedException {
        Programs programs = Programs.find();
        return launcher.start(worker(Kind.control("standby", USUAL_STANDBY_PORT), Map.of(), launcher, programs,
                ServiceKeys.of(launcher.state(), programs.api()), servers));
    }

    /** Starts a worker of one service by hand, as whoever runs the fleet of the provisioner {@code shared} does. */
    public RunningPart startFleet(Launcher launcher, UUID serviceId) throws CommandFailure, InterruptedException {
        Programs programs = Programs.find();
        return launcher.start(worker(Kind.fleet(serviceId), Map.of(), launcher, programs,
                ServiceKeys.of(launcher.state(), programs.api()), servers));
    }

    /** What workers of one kind differ in from others. */
    private record Kind(String name, int usualPort, String heap, List<String> arguments) {
        static Kind control(String name, int usualPort) {
            return new Kind(name, usualPort, "-Xmx192m", List.of());
        }

        static Kind fleet(UUID serviceId) {
            return new Kind("fleet", USUAL_FLEET_PORT, "-Xmx320m", List.of("--service", serviceId.toString()));
        }
    }

    private static JavaProcess worker(Kind kind, Map<String, String> more, Launcher launcher, Programs programs,
            ServiceKeys keys, Servers servers) {
        int port = launcher.port(kind.name(), kind.usualPort());
        Map<String, String> variables = new HashMap<>();
        variables.put("CLICKPIPE_TEMPORAL_ADDRESS", servers.temporal().address());
        variables.put("CLICKPIPE_CLICKHOUSE_URL", servers.clickHouse().url().toString());
        variables.put("CLICKPIPE_CLICKHOUSE_USER", servers.clickHouse().user());
        variables.put("CLICKPIPE_CLICKHOUSE_PASSWORD", servers.clickHouse().password());
        variables.put("CLICKPIPE_SEAL_PRIVATE_KEY", keys.sealPrivateKey());
        variables.put("CLICKPIPE_PROVISIONER", "process");
        variables.put("CLICKPIPE_WORKER_PORT", Integer.toString(port));
        variables.putAll(more);
        return ours(kind.name(), kind.heap(), programs.worker(), kind.arguments(), variables, port, Map.of());
    }

    private static JavaProcess api(Programs programs, ServiceKeys keys, TemporalServer temporal, int port,
            ServiceAddress address) {
        return ours("api", "-Xmx128m", programs.api(), List.of(),
                Map.of("CLICKPIPE_TEMPORAL_ADDRESS", temporal.address(),
                        "CLICKPIPE_API_PORT", Integer.toString(port), "CLICKPIPE_API_KEYS", keys.apiKey(),
                        "CLICKPIPE_SEAL_PUBLIC_KEY", keys.sealPublicKey(), "CLICKPIPE_DIGEST_KEY", keys.digestKey()),
                port,
                Map.of("api", address.api().toString(), "apiKey", keys.apiKey(), "pipes", address.toString()));
    }

    /** The serial collector: both are small, and it leaves what they do not need to others. */
    private static JavaProcess ours(String name, String heap, Path jar, List<String> arguments,
            Map<String, String> variables, int port, Map<String, String> entries) {
        return new JavaProcess(name, List.of(heap, "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED"),
                new JavaProcess.Program.Jar(jar), arguments, variables,
                new JavaProcess.Sign.Answers(URI.create(LOOPBACK + port + "/health/ready")), LOOPBACK + port, entries,
                START_LIMIT, GRACE);
    }

    /** Something to do as soon as the servers answer. */
    @FunctionalInterface
    public interface ServersReady {
        BackgroundTask begin(Servers servers);
    }
}

package dev.clickpipe.deploy.quickstart;

import dev.clickpipe.deploy.CommandFailure;
import dev.clickpipe.deploy.connection.ClickHouseAddress;
import dev.clickpipe.deploy.connection.SourceAddress;
import dev.clickpipe.deploy.parts.JavaProcess;
import dev.clickpipe.deploy.parts.Launcher;
import dev.clickpipe.deploy.parts.Part;
import dev.clickpipe.deploy.parts.RunningPart;
import dev.clickpipe.deploy.parts.Temporal;
import dev.clickpipe.deploy.parts.TemporalServer;
import dev.clickpipe.deploy.parts.clickhouse.ClickHouse;
import dev.clickpipe.deploy.parts.clickhouse.ClickHouseServer;
import dev.clickpipe.deploy.parts.source.SourceServer;
import dev.clickpipe.deploy.pipe.ServiceAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that runs: the servers, the worker and the API.
 *
 * @param source empty when nobody asked for one
 */
record Service(TemporalServer temporal, ClickHouseServer clickHouse, Optional<SourceServer> source,
        ServiceAddress address) {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration GRACE = Duration.ofSeconds(25);
    private static final int USUAL_API_PORT = 8080;
    private static final int USUAL_WORKER_PORT = 8081;
    private static final String LOOPBACK = "http://127.0.0.1:";

    /** Starts the servers, then what of ours needs them; {@code meanwhile} runs beside the latter. */
    static Service start(Launcher launcher, Optional<SourceKind> sourceKind, ServersReady meanwhile)
            throws CommandFailure, InterruptedException {
        Programs programs = Programs.find();
        ServiceKeys keys = ServiceKeys.of(launcher.state(), programs.api());
        List<Part<?>> servers = new ArrayList<>(List.of(new Temporal(), new ClickHouse()));
        sourceKind.ifPresent(kind -> servers.add(kind.part()));
        List<RunningPart> running = launcher.startAll(servers);
        TemporalServer temporal = (TemporalServer) running.get(0);
        ClickHouseServer clickHouse = (ClickHouseServer) running.get(1);
        Optional<SourceServer> source = running.stream().skip(2).map(SourceServer.class::cast).findFirst();

        int apiPort = launcher.port("api", USUAL_API_PORT);
        ServiceAddress address = new ServiceAddress(URI.create(LOOPBACK + apiPort), keys.apiKey(),
                keys.organization(), keys.service());
        Service service = new Service(temporal, clickHouse, source, address);
        try (Beside beside = meanwhile.begin(service)) {
            launcher.startAll(List.of(worker(launcher, programs, keys, service),
                    api(programs, keys, temporal, apiPort, address)));
            beside.await();
        }
        return service;
    }

    private static JavaProcess worker(Launcher launcher, Programs programs, ServiceKeys keys, Service service) {
        int port = launcher.port("worker", USUAL_WORKER_PORT);
        Map<String, String> variables = new HashMap<>();
        variables.put("CLICKPIPE_TEMPORAL_ADDRESS", service.temporal.address());
        variables.put("CLICKPIPE_CLICKHOUSE_URL", service.clickHouse.url().toString());
        variables.put("CLICKPIPE_CLICKHOUSE_USER", service.clickHouse.user());
        variables.put("CLICKPIPE_CLICKHOUSE_PASSWORD", service.clickHouse.password());
        variables.put("CLICKPIPE_SEAL_PRIVATE_KEY", keys.sealPrivateKey());
        variables.put("CLICKPIPE_PROVISIONER", "process");
        variables.put("CLICKPIPE_WORKER_PORT", Integer.toString(port));
        return ours("worker", "-Xmx192m", programs.worker(), variables, port, Map.of());
    }

    private static JavaProcess api(Programs programs, ServiceKeys keys, TemporalServer temporal, int port,
            ServiceAddress address) {
        return ours("api", "-Xmx128m", programs.api(), Map.of("CLICKPIPE_TEMPORAL_ADDRESS", temporal.address(),
                "CLICKPIPE_API_PORT", Integer.toString(port), "CLICKPIPE_API_KEYS", keys.apiKey(),
                "CLICKPIPE_SEAL_PUBLIC_KEY", keys.sealPublicKey(), "CLICKPIPE_DIGEST_KEY", keys.digestKey()), port,
                Map.of("api", address.api().toString(), "apiKey", keys.apiKey(), "pipes", address.toString()));
    }

    /** The serial collector: both are small, and it leaves what they do not need to others. */
    private static JavaProcess ours(String name, String heap, Path jar, Map<String, String> variables,
            int port, Map<String, String> entries) {
        return new JavaProcess(name, List.of(heap, "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders"),
                new JavaProcess.Program.Jar(jar), List.of(), variables,
                new JavaProcess.Sign.Answers(URI.create(LOOPBACK + port + "/health/ready")), LOOPBACK + port, entries,
                START_LIMIT, GRACE);
    }

    /** Who may do everything at the source. */
    static SourceAddress administrator(SourceServer source) {
        return new SourceAddress(source.host(), source.port(), source.user(), source.password());
    }

    ClickHouseAddress destination() {
        return new ClickHouseAddress(clickHouse.url(), clickHouse.user(), clickHouse.password());
    }

    /** Something to do as soon as the servers answer. */
    @FunctionalInterface
    interface ServersReady {
        Beside begin(Service service);
    }
}

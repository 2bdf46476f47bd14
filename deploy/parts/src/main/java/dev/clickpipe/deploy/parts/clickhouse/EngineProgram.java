package dev.clickpipe.deploy.parts.clickhouse;

import dev.clickpipe.deploy.parts.Launch;
import dev.clickpipe.deploy.parts.cache.NpmPackage;
import dev.clickpipe.deploy.parts.process.JavaHome;
import dev.clickpipe.deploy.parts.process.PartException;
import dev.clickpipe.deploy.parts.process.SupervisedProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The ClickHouse engine, a library without a server, in a JVM of its own behind the HTTP face. */
record EngineProgram(String name) {
    private static final String VERSION = "26.7.3-stable.1";
    private static final String MAIN = "dev.clickpipe.deploy.gateway.GatewayProcess";
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final String REMEDY = "install Node.js with npm, or set " + ClickHouse.URL_VARIABLE
            + " to the URL of a running ClickHouse";

    ClickHouseServer start(Launch launch) {
        Path library = library(launch);
        int port = launch.port(name, "port", ClickHouse.USUAL_PORT);
        String password = launch.state().password(name);
        Path data = launch.state().part(name).resolve("data");
        Map<String, String> environment = Map.of("FACE_LIBRARY", library.toString(), "FACE_PATH", data.toString(),
                "FACE_PORT", Integer.toString(port), "FACE_USER", ClickHouse.USER, "FACE_PASSWORD", password,
                "CLASSPATH", System.getProperty("java.class.path"));
        List<String> command = List.of(JavaHome.find(launch.environment()).java().toString(), "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED", MAIN);
        SupervisedProcess process = launch.start(name, command, environment, GRACE);
        URI url = URI.create("http://127.0.0.1:" + port);
        ServerVersion version = new ServerVersion(url, ClickHouse.USER, password);
        process.awaitReady(() -> version.ask().isPresent(), "SELECT version() at " + url, START_LIMIT);
        return new ClickHouseServer(name, url, ClickHouse.USER, password, version.ask().orElse("unknown"),
                "embedded: ClickHouse engine %s in %s".formatted(VERSION, library.getParent()), Optional.of(process));
    }

    private static Path library(Launch launch) {
        NpmPackage engine = new NpmPackage("chdb",
                "@chdb/lib-" + platform(System.getProperty("os.name"), System.getProperty("os.arch")), VERSION);
        Path folder = engine.obtain(launch.cache(), launch.programs(), REMEDY);
        return List.of("libchdb.so", "libchdb.dylib")
                .stream()
                .map(folder::resolve)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new PartException("There is no libchdb in %s: delete that folder to fetch it again"
                        .formatted(folder)));
    }

    /** The package's name for an operating system and processor as Java names them. */
    static String platform(String system, String processor) {
        String cpu = switch (processor) {
            case "amd64", "x86_64" -> "x64";
            case "aarch64", "arm64" -> "arm64";
            default -> throw new PartException("There is no ClickHouse engine for the processor " + processor
                    + ": set " + ClickHouse.URL_VARIABLE + " to the URL of a running ClickHouse");
        };
        String name = system.toLowerCase(Locale.ROOT);
        if (name.contains("linux")) {
            return "linux-" + cpu + "-gnu";
        }
        if (name.contains("mac")) {
            return "darwin-" + cpu;
        }
        throw new PartException("There is no ClickHouse engine for " + system + ": set " + ClickHouse.URL_VARIABLE
                + " to the URL of a running ClickHouse");
    }
}

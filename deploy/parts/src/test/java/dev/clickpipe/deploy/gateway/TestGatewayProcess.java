package dev.clickpipe.deploy.gateway;

import dev.clickpipe.deploy.parts.cache.NpmPackage;
import dev.clickpipe.deploy.parts.cache.PartsCache;
import dev.clickpipe.deploy.parts.process.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A face as a process of its own, with a heap that nothing big fits into. */
final class TestGatewayProcess implements AutoCloseable {
    static final String PASSWORD = "not/a secret";
    private static final String VERSION = "26.7.3-stable.1";

    private final Process process;
    private final int port;

    private TestGatewayProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** The engine, from the cache of parts or npm. */
    static Path library() {
        PartsCache cache = PartsCache.fromEnvironment(System.getenv(), System.out::println);
        return new NpmPackage("chdb", "@chdb/lib-linux-x64-gnu", VERSION)
                .obtain(cache, new Programs(System.getenv()), "Install Node with npm, and tar")
                .resolve("libchdb.so");
    }

    static Process launch(Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m", "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                        "dev.clickpipe.deploy.gateway.GatewayProcess"));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("FACE_"));
        builder.environment().putAll(environment);
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    static TestGatewayProcess start(Path data) throws IOException {
        Process process = launch(Map.of("FACE_LIBRARY", library().toString(), "FACE_PATH", data.toString(), "FACE_PORT",
                "0", "FACE_USER", "default", "FACE_PASSWORD", PASSWORD));
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        if (line == null || !line.startsWith("LISTENING ")) {
            throw new AssertionError("The face said '" + line + "' instead of LISTENING and its port");
        }
        return new TestGatewayProcess(process, Integer.parseInt(line.substring("LISTENING ".length())));
    }

    Target target() {
        return new Target("face", URI.create("http://127.0.0.1:" + port), "default", PASSWORD, true);
    }

    Process process() {
        return process;
    }

    /** Memory of the process in bytes. */
    long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))
                .stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElseThrow();
    }

    /** Closes its standard input; gives its exit code. */
    int end() throws IOException {
        process.getOutputStream().close();
        return waitFor();
    }

    int waitFor() throws IOException {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("The face did not end within 30 s");
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    @Override
    public void close() throws IOException {
        end();
    }
}

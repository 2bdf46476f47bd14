package dev.clickpipe.deploy.parts.clickhouse;

import dev.clickpipe.deploy.parts.Launch;
import dev.clickpipe.deploy.parts.process.Command;
import dev.clickpipe.deploy.parts.process.PartException;
import dev.clickpipe.deploy.parts.process.SupervisedProcess;
import dev.clickpipe.deploy.parts.state.StateDirectory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code clickhouse} program on PATH, run as a server with a configuration of ours. */
record ServerProgram(Path program, String version) {
    // The oldest release with long-term support that still gets fixes has everything that a pipe uses.
    private static final int MAJOR_MIN = 25;
    private static final int MINOR_MIN = 3;
    private static final Pattern VERSION = Pattern.compile("version (\\d+)\\.(\\d+)[\\d.]*");
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration GRACE = Duration.ofSeconds(30);

    static Optional<ServerProgram> find(Launch launch) {
        Optional<Path> program = launch.programs().find("clickhouse");
        if (program.isEmpty()) {
            return Optional.empty();
        }
        String output = Command.output(List.of(program.get().toString(), "server", "--version"));
        if (!isNewEnough(output)) {
            launch.lines().accept("SKIPPING clickhouse on PATH (%s): %d.%d or later is needed, this is: %s".formatted(
                    program.get(), MAJOR_MIN, MINOR_MIN, output.lines().findFirst().orElse("silent")));
            return Optional.empty();
        }
        return program.map(path -> new ServerProgram(path, output));
    }

    static boolean isNewEnough(String output) {
        Matcher matcher = VERSION.matcher(output);
        if (!matcher.find()) {
            return false;
        }
        int major = Integer.parseInt(matcher.group(1));
        return major > MAJOR_MIN || (major == MAJOR_MIN && Integer.parseInt(matcher.group(2)) >= MINOR_MIN);
    }

    ClickHouseServer start(Launch launch, String name) {
        int port = launch.port(name, "port", ClickHouse.USUAL_PORT);
        String password = launch.state().password(name);
        Path folder = launch.state().part(name);
        StateDirectory.writePrivate(folder.resolve("users.xml"), users(password));
        StateDirectory.writePrivate(folder.resolve("config.xml"), configuration(folder, port));
        SupervisedProcess process = launch.start(name,
                List.of(program.toString(), "server", "--config-file=" + folder.resolve("config.xml")), Map.of(),
                GRACE);
        URI url = URI.create("http://127.0.0.1:" + port);
        ServerVersion asked = new ServerVersion(url, ClickHouse.USER, password);
        process.awaitReady(() -> asked.ask().isPresent(), "SELECT version() at " + url, START_LIMIT);
        return new ClickHouseServer(name, url, ClickHouse.USER, password, asked.ask().orElse("unknown"),
                "clickhouse on PATH: " + program, Optional.of(process));
    }

    private static String configuration(Path folder, int port) {
        return """
                <clickhouse>
                    <logger><level>information</level><console>1</console></logger>
                    <listen_host>127.0.0.1</listen_host>
                    <http_port>%2$d</http_port>
                    <path>%1$s/server/</path>
                    <tmp_path>%1$s/server/tmp/</tmp_path>
                    <user_files_path>%1$s/server/user_files/</user_files_path>
                    <format_schema_path>%1$s/server/format_schemas/</format_schema_path>
                    <user_directories>
                        <users_xml><path>%1$s/users.xml</path></users_xml>
                        <local_directory><path>%1$s/server/access/</path></local_directory>
                    </user_directories>
                </clickhouse>
                """.formatted(escape(folder.toString()), port);
    }

    private static String users(String password) {
        return """
                <clickhouse>
                    <profiles><default/></profiles>
                    <quotas><default/></quotas>
                    <users>
                        <%1$s>
                            <password_sha256_hex>%2$s</password_sha256_hex>
                            <networks><ip>127.0.0.1</ip></networks>
                            <profile>default</profile>
                            <quota>default</quota>
                            <access_management>1</access_management>
                        </%1$s>
                    </users>
                </clickhouse>
                """.formatted(ClickHouse.USER, sha256(password));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new PartException("This Java has no SHA-256", e);
        }
    }
}

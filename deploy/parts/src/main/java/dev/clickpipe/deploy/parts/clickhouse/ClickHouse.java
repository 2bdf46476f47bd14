package dev.clickpipe.deploy.parts.clickhouse;

import dev.clickpipe.deploy.parts.Launch;
import dev.clickpipe.deploy.parts.Part;
import dev.clickpipe.deploy.parts.process.PartException;
import dev.clickpipe.deploy.parts.process.Waiting;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * ClickHouse: {@code CLICKPIPE_CLICKHOUSE_URL} with {@code _USER} and {@code _PASSWORD}, else the {@code clickhouse}
 * program on PATH when it is new enough, else the engine behind its HTTP face.
 *
 * @param name
 *            {@code clickhouse} unless several run in one state folder
 */
public record ClickHouse(String name) implements Part<ClickHouseServer> {
    static final String URL_VARIABLE = "CLICKPIPE_CLICKHOUSE_URL";
    static final String USER = "default";
    static final int USUAL_PORT = 8123;

    private static final Duration ADDRESS_LIMIT = Duration.ofSeconds(15);

    public ClickHouse() {
        this("clickhouse");
    }

    @Override
    public ClickHouseServer start(Launch launch) {
        Optional<String> given = launch.variable(URL_VARIABLE);
        if (given.isPresent()) {
            return given(launch, given.get());
        }
        Optional<ServerProgram> program = ServerProgram.find(launch);
        return program.isPresent() ? program.get().start(launch, name) : new EngineProgram(name).start(launch);
    }

    private ClickHouseServer given(Launch launch, String text) {
        URI url = url(text);
        String user = launch.variable("CLICKPIPE_CLICKHOUSE_USER").orElse(USER);
        String password = launch.variable("CLICKPIPE_CLICKHOUSE_PASSWORD").orElse("");
        ServerVersion version = new ServerVersion(url, user, password);
        Waiting.until(() -> version.ask().isPresent(), ADDRESS_LIMIT,
                "ClickHouse does not answer SELECT version() at %s as user %s: start it, or correct %s, _USER and _PASSWORD"
                        .formatted(url, user, URL_VARIABLE));
        return new ClickHouseServer(name, url, user, password, version.ask().orElse("unknown"),
                "given by " + URL_VARIABLE, Optional.empty());
    }

    private static URI url(String text) {
        URI url = null;
        try {
            url = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        } catch (IllegalArgumentException e) {
            throw new PartException(URL_VARIABLE + " is no URL: it must look like http://localhost:8123", e);
        }
        if (url.getHost() == null || url.getUserInfo() != null || !List.of("http", "https").contains(url.getScheme())) {
            throw new PartException(URL_VARIABLE
                    + " must look like http://localhost:8123; user and password go into CLICKPIPE_CLICKHOUSE_USER and"
                    + " CLICKPIPE_CLICKHOUSE_PASSWORD");
        }
        return url;
    }
}

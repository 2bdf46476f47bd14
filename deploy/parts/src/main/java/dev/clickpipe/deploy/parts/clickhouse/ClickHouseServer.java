package dev.clickpipe.deploy.parts.clickhouse;

import dev.clickpipe.deploy.parts.RunningPart;
import dev.clickpipe.deploy.parts.process.SupervisedProcess;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * A ClickHouse that answers over HTTP.
 *
 * @param url
 *            without user and password, such as {@code http://127.0.0.1:8123}
 * @param version
 *            as {@code SELECT version()} gives it
 */
public record ClickHouseServer(String name, URI url, String user, String password, String version, String origin,
        Optional<SupervisedProcess> process) implements RunningPart {

    @Override
    public String address() {
        return url.toString();
    }

    /** The URL with user and password, percent-encoded. */
    public String urlWithLogin() {
        return "%s://%s:%s@%s".formatted(url.getScheme(), encode(user), encode(password),
                url.toString().substring(url.getScheme().length() + "://".length()));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public Map<String, String> entries() {
        return Map.of(name, urlWithLogin());
    }

    @Override
    public String toString() {
        return "%s %s at %s (%s)".formatted(name, version, url, origin);
    }
}

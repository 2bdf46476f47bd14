package dev.clickpipe.deploy.pipe;

import dev.clickpipe.deploy.connection.AddressException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One service of an API, and the key that may call it.
 *
 * @param api such as {@code http://127.0.0.1:8080}
 * @param key {@code keyId:keySecret}
 */
public record ServiceAddress(URI api, String key, UUID organization, UUID service) {
    private static final Pattern PIPES = Pattern
            .compile("(.+)/v1/organizations/([0-9a-fA-F-]{36})/services/([0-9a-fA-F-]{36})/clickpipes");

    /**
     * Reads an address as {@link #toString} writes it.
     *
     * @throws AddressException when it is none
     */
    public static ServiceAddress parse(String pipes, String key) {
        Matcher parts = PIPES.matcher(pipes);
        if (!parts.matches()) {
            throw new AddressException(
                    pipes + " is not …/v1/organizations/<uuid>/services/<uuid>/clickpipes");
        }
        return new ServiceAddress(URI.create(parts.group(1)), key, UUID.fromString(parts.group(2)),
                UUID.fromString(parts.group(3)));
    }

    /** The path under which the service's pipes are. */
    public String pipes() {
        return "/v1/organizations/" + organization + "/services/" + service + "/clickpipes";
    }

    /** Its URL. */
    URI url(String rest) {
        return URI.create(api + pipes() + rest);
    }

    /** Value of the Authorization header. */
    String authorization() {
        return "Basic " + Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return api + pipes();
    }
}

package dev.clickpipe.deploy.pipe;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/**
 * One service of an API, and the key that may call it.
 *
 * @param api such as {@code http://127.0.0.1:8080}
 * @param key {@code keyId:keySecret}
 */
public record ServiceAddress(URI api, String key, UUID organization, UUID service) {

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

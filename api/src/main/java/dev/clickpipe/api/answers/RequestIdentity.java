package dev.clickpipe.api.answers;

import io.micronaut.http.HttpRequest;
import java.util.UUID;

/** The id of a request: made once, the same in its answer and in the log. */
public final class RequestIdentity {
    private static final String ATTRIBUTE = "dev.clickpipe.requestId";

    private RequestIdentity() {}

    /** The id of this request. */
    public static UUID of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, UUID.class).orElseGet(() -> {
            UUID id = UUID.randomUUID();
            request.setAttribute(ATTRIBUTE, id);
            return id;
        });
    }
}

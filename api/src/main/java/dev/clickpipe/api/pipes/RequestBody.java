package dev.clickpipe.api.pipes;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The bytes of a request's body, for the readers of the wire. */
final class RequestBody {
    private RequestBody() {}

    static byte[] of(@Nullable String body) {
        return body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
    }
}

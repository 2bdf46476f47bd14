package dev.clickpipe.api.answers;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of a good answer.
 *
 * @param status the HTTP status again
 * @param requestId names the request, here and in the log
 * @param result what was asked for; left out when there is nothing to say
 */
public record Answer(int status, UUID requestId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Object result) {
    /** 200 with a result. */
    public static HttpResponse<Answer> ok(HttpRequest<?> request, Object result) {
        return HttpResponse.ok(new Answer(200, RequestIdentity.of(request), result));
    }

    /** 200 without one. */
    public static HttpResponse<Answer> ok(HttpRequest<?> request) {
        return HttpResponse.ok(new Answer(200, RequestIdentity.of(request), null));
    }
}

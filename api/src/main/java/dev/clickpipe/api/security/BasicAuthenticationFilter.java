package dev.clickpipe.api.security;

import dev.clickpipe.api.answers.RefusedException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;

/** Lets nobody into the contract's paths without a key. Health and metrics stay open, for probes. */
@ServerFilter("/v1/**")
public final class BasicAuthenticationFilter {
    private final ApiKeys keys;

    BasicAuthenticationFilter(ApiKeys keys) {
        this.keys = keys;
    }

    @RequestFilter
    void authenticate(HttpRequest<?> request) {
        String authorization = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        if (authorization == null) {
            throw RefusedException.unauthorized("give a key with HTTP Basic: curl -u keyId:keySecret");
        }
        Caller.of(request, keys.find(authorization).orElseThrow(
                () -> RefusedException.unauthorized("the key is not known; see CLICKPIPE_API_KEYS")));
    }
}

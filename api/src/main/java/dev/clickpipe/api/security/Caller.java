package dev.clickpipe.api.security;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.context.ServerRequestContext;

/** Who sent the request that is being answered. */
public final class Caller {
    private static final String ATTRIBUTE = "clickpipe.caller";

    private Caller() {}

    static void of(HttpRequest<?> request, String keyId) {
        request.setAttribute(ATTRIBUTE, keyId);
    }

    /** Why a pipe does what the request asks for, in the words of its history: with the key's id, never its secret. */
    public static String reason() {
        return "asked over HTTP with key " + ServerRequestContext.currentRequest()
                .flatMap(request -> request.getAttribute(ATTRIBUTE, String.class))
                .orElseThrow(() -> new IllegalStateException("nobody is let in without a key"));
    }
}

package dev.clickpipe.deploy.gateway.http;

import java.io.IOException;

/** Answers requests; may block. */
@FunctionalInterface
public interface HttpHandler {
    /**
     * Answers one request. Returning without an answer, or throwing, breaks the connection.
     *
     * @throws IOException when the client is gone
     */
    void handle(HttpExchange exchange) throws IOException;
}

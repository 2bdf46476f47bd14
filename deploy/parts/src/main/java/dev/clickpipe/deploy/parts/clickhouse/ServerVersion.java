package dev.clickpipe.deploy.parts.clickhouse;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Asks a ClickHouse for its version, which shows that it takes the login and runs queries. */
final class ServerVersion {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final HttpRequest request;

    ServerVersion(URI url, String user, String password) {
        this.request = HttpRequest.newBuilder(URI.create(url + "/?query=SELECT%20version()"))
                .header("X-ClickHouse-User", user)
                .header("X-ClickHouse-Key", password)
                .timeout(TIMEOUT)
                .build();
    }

    Optional<String> ask() {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(response.body().strip()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}

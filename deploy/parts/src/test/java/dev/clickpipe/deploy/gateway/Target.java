package dev.clickpipe.deploy.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the suite runs against: the gateway, and a server when an address is given. */
record Target(String name, URI url, String user, String password, boolean face) {
    static final String SERVER_VARIABLE = "CLICKPIPE_TEST_CLICKHOUSE_URL";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** An answer of the HTTP interface. */
    record Reply(int status, String text, HttpResponse<byte[]> response) {
        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    static Stream<Target> all() {
        Target face = SharedGateway.target();
        String address = System.getenv().getOrDefault(SERVER_VARIABLE, "");
        if (address.isEmpty()) {
            System.out.println("UNTESTED against a real ClickHouse server: " + SERVER_VARIABLE + " names none");
            return Stream.of(face);
        }
        URI url = URI.create(address);
        return Stream.of(face, new Target("server", url,
                System.getenv().getOrDefault("CLICKPIPE_TEST_CLICKHOUSE_USER", "default"),
                System.getenv().getOrDefault("CLICKPIPE_TEST_CLICKHOUSE_PASSWORD", ""), false));
    }

    @Override
    public String toString() {
        return name;
    }

    /** A database that nobody else has. */
    String newDatabase() throws IOException {
        String database = "suite_" + UUID.randomUUID().toString().replace("-", "");
        run("CREATE DATABASE " + database);
        return database;
    }

    URI address(Map<String, String> parameters) {
        return URI.create(url + "/?" + parameters.entrySet()
                .stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&")));
    }

    HttpRequest.Builder request(Map<String, String> parameters) {
        return HttpRequest.newBuilder(address(parameters))
                .header("X-ClickHouse-User", user)
                .header("X-ClickHouse-Key", password);
    }

    Reply post(Map<String, String> parameters, byte[] body) throws IOException {
        return send(request(parameters).POST(HttpRequest.BodyPublishers.ofByteArray(body)).build());
    }

    Reply post(Map<String, String> parameters, String body) throws IOException {
        return post(parameters, body.getBytes(StandardCharsets.UTF_8));
    }

    static Reply send(HttpRequest request) throws IOException {
        try {
            HttpResponse<byte[]> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Reply(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8), response);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    static HttpResponse<InputStream> open(HttpRequest request) throws IOException {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    /** Runs a statement that must succeed and gives its answer without the last line break. */
    String run(String statement) throws IOException {
        Reply reply = post(Map.of(), statement);
        if (reply.status() != 200) {
            throw new AssertionError(statement + " was answered with " + reply.status() + ": " + reply.text());
        }
        return reply.text().stripTrailing();
    }

    /** curl with these arguments, and the login; gives its output. */
    String curl(String... arguments) throws IOException {
        List<String> command = Stream.concat(Stream.of("curl", "-sS", "--max-time", "60", "-u", user + ":" + password),
                Stream.of(arguments)).toList();
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}

package dev.clickpipe.deploy.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Statements to one ClickHouse service over HTTP, each answer read as it comes. */
public final class ClickHouse implements AutoCloseable {
    private static final int ERROR_BYTES = 4_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ClickHouseAddress address;
    private final HttpClient http;

    public ClickHouse(ClickHouseAddress address) {
        this.address = address;
        this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10)).build();
    }

    public ClickHouseAddress address() {
        return address;
    }

    /** Runs a statement and drops its answer. */
    public void execute(String sql) throws IOException, InterruptedException {
        try (InputStream answer = open(sql, Map.of())) {
            answer.readAllBytes();
        }
    }

    /** The one number that a statement answers. */
    public long number(String sql) throws IOException, InterruptedException {
        return first(sql).map(row -> row.path(0).asLong()).orElse(0L);
    }

    /** The first row of an answer, as an array of its cells; numbers of 64 bits come as text. */
    public Optional<JsonNode> first(String sql) throws IOException, InterruptedException {
        return rows(sql).stream().findFirst();
    }

    /** All rows of a short answer, each as an array of its cells. */
    public List<JsonNode> rows(String sql) throws IOException, InterruptedException {
        List<JsonNode> rows = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                open(sql + " FORMAT JSONCompactEachRow", Map.of()), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                rows.add(JSON.readTree(line));
            }
        }
        return rows;
    }

    /** The raw bytes of an answer in the format that the statement names; to be closed. */
    public InputStream open(String sql, Map<String, String> settings) throws IOException, InterruptedException {
        StringBuilder query = new StringBuilder("/?");
        settings.forEach((name, value) -> query.append(name).append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)).append('&'));
        HttpRequest request = HttpRequest.newBuilder(URI.create(address.base() + query.toString()))
                .header("X-ClickHouse-User", address.user()).header("X-ClickHouse-Key", address.password())
                .POST(HttpRequest.BodyPublishers.ofString(sql)).build();
        HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() == 200) {
            return answer.body();
        }
        try (InputStream body = answer.body()) {
            String text = new String(body.readNBytes(ERROR_BYTES), StandardCharsets.UTF_8).strip();
            throw new ClickHouseException(text.isEmpty() ? "HTTP status " + answer.statusCode() : text);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}

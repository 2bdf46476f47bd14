package dev.clickpipe.deploy.pipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The pipes of one service, over REST. */
public final class PipeClient implements AutoCloseable {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
    private static final Duration CREATE_LIMIT = Duration.ofMinutes(2);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServiceAddress service;
    private final HttpClient http;

    public PipeClient(ServiceAddress service) {
        this.service = service;
        this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5)).build();
    }

    public ServiceAddress service() {
        return service;
    }

    /**
     * Creates a pipe; the same body again answers the pipe that there is, so an answer that asks to try again is followed:
     * a worker that has just started, on a busy machine, takes longer for its first pipe than the API waits.
     */
    public Pipe create(String body) throws IOException, InterruptedException {
        long end = System.nanoTime() + CREATE_LIMIT.toNanos();
        while (true) {
            try {
                return Pipe.of(call("POST", "", body).path("result"));
            } catch (ApiException refusal) {
                if (refusal.status() != UNAVAILABLE || System.nanoTime() > end) {
                    throw refusal;
                }
            }
            Thread.sleep(BETWEEN_ATTEMPTS);
        }
    }

    public List<Pipe> list() throws IOException, InterruptedException {
        List<Pipe> pipes = new ArrayList<>();
        for (JsonNode pipe : call("GET", "", null).path("result")) {
            pipes.add(Pipe.of(pipe));
        }
        return pipes;
    }

    /** The pipe; empty when there is none. */
    public Optional<Pipe> find(UUID id) throws IOException, InterruptedException {
        try {
            return Optional.of(Pipe.of(call("GET", "/" + id, null).path("result")));
        } catch (ApiException refusal) {
            if (refusal.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw refusal;
        }
    }

    /** All that GET answers of the pipe, as JSON. */
    public JsonNode read(UUID id) throws IOException, InterruptedException {
        return call("GET", "/" + id, null).path("result");
    }

    /** How far the pipe has come. */
    public PipeProgress progress(UUID id) throws IOException, InterruptedException {
        return PipeProgress.of(call("GET", "/" + id + "/progress", null).path("result"));
    }

    public Pipe stop(UUID id) throws IOException, InterruptedException {
        return state(id, "stop");
    }

    public Pipe start(UUID id) throws IOException, InterruptedException {
        return state(id, "start");
    }

    /** Loads all tables of a pipe again and swaps them in. */
    public Pipe resync(UUID id) throws IOException, InterruptedException {
        return state(id, "resync");
    }

    /** Loads one table again and swaps it in. */
    public Pipe resync(UUID id, String schema, String table) throws IOException, InterruptedException {
        return Pipe.of(call("PATCH", "/" + id + "/tables/" + schema + "/" + table,
                JSON.writeValueAsString(JSON.createObjectNode().put("command", "resync"))).path("result"));
    }

    /** Changes settings or tables. */
    public Pipe change(UUID id, String body) throws IOException, InterruptedException {
        return Pipe.of(call("PATCH", "/" + id, body).path("result"));
    }

    /** What happened to the pipe lately, newest last; empty when no worker answers. */
    public List<String> history(UUID id) throws IOException, InterruptedException {
        List<String> sentences = new ArrayList<>();
        call("GET", "/" + id + "/history", null).path("result").path("entries")
                .forEach(entry -> sentences.add(entry.path("sentence").asText()));
        return sentences;
    }

    /** Whether so many tables are followed, and no other is there. */
    public boolean allFollowed(UUID id, int tables) throws IOException, InterruptedException {
        JsonNode states = call("GET", "/" + id + "/tables", null).path("result").path("tables");
        for (JsonNode table : states) {
            if (!table.path("state").asText().equals("Followed")) {
                return false;
            }
        }
        return states.size() == tables;
    }

    public void delete(UUID id) throws IOException, InterruptedException {
        call("DELETE", "/" + id, null);
    }

    /** Asks for a size of the worker of all the service's pipes; memory goes with it. */
    public void scale(int replicaCpuMillicores) throws IOException, InterruptedException {
        call("PATCH", "CdcScaling", JSON.writeValueAsString(
                JSON.createObjectNode().put("replicaCpuMillicores", replicaCpuMillicores)));
    }

    private Pipe state(UUID id, String command) throws IOException, InterruptedException {
        String body = JSON.writeValueAsString(JSON.createObjectNode().put("command", command));
        return Pipe.of(call("PATCH", "/" + id + "/state", body).path("result"));
    }

    private JsonNode call(String method, String rest, @Nullable String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.url(rest)).timeout(ANSWER_LIMIT)
                .header("Authorization", service.authorization()).header("Content-Type", "application/json")
                .method(method, body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        JsonNode json = json(answer.body());
        if (answer.statusCode() != 200) {
            String error = json.path("error").asText(answer.body());
            throw new ApiException(answer.statusCode(), method + " " + service.pipes() + rest + " was answered "
                    + answer.statusCode() + ": " + error);
        }
        return json;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException _) {
            return JSON.missingNode();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}

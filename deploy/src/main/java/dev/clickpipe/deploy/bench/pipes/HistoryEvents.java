package dev.clickpipe.deploy.bench.pipes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clickpipe.deploy.CommandFailure;
import dev.clickpipe.deploy.ExitCode;
import dev.clickpipe.deploy.parts.TemporalServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Events of a pipe's history, over all of its runs, as the HTTP interface of Temporal's Web UI tells. */
final class HistoryEvents implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String workflows;

    HistoryEvents(TemporalServer temporal) throws CommandFailure {
        workflows = temporal.webUi().orElseThrow(() -> new CommandFailure(ExitCode.WRONG_USAGE,
                "Histories are read through the Web UI of a Temporal that is started here;"
                        + " take CLICKPIPE_TEMPORAL_ADDRESS away"))
                + "/api/v1/namespaces/default/workflows";
    }

    long of(UUID pipe) throws IOException, InterruptedException {
        String workflow = "clickpipe-" + pipe;
        long events = 0;
        JsonNode runs = get("?query=" + URLEncoder.encode("WorkflowId=\"" + workflow + "\"", StandardCharsets.UTF_8))
                .path("executions");
        for (JsonNode run : runs) {
            events += get("/" + workflow + "?execution.runId=" + run.path("execution").path("runId").asText())
                    .path("workflowExecutionInfo").path("historyLength").asLong();
        }
        return events;
    }

    private JsonNode get(String rest) throws IOException, InterruptedException {
        URI address = URI.create(workflows + rest);
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(address).build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(address + " was answered " + answer.statusCode());
        }
        return JSON.readTree(answer.body());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}

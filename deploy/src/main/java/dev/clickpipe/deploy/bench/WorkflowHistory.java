package dev.clickpipe.deploy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** Times that Temporal's own server wrote beside the events of a pipe, read over the HTTP interface of its Web UI. */
final class WorkflowHistory {
    private static final String STATE = "ClickPipeState";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String webUi;

    WorkflowHistory(String webUi) {
        this.webUi = webUi;
    }

    /** From the start of the pipe's workflow until its state was another than Provisioning. */
    Duration provisioning(UUID pipe) throws IOException, InterruptedException {
        Instant started = null;
        for (JsonNode event : events(pipe)) {
            Instant time = Instant.parse(event.path("eventTime").asText());
            started = started == null ? time : started;
            JsonNode state = event.path("upsertWorkflowSearchAttributesEventAttributes").path("searchAttributes")
                    .path("indexedFields").path(STATE).path("data");
            if (state.isTextual() && !text(state).contains("Provisioning")) {
                return Duration.between(started, time);
            }
        }
        throw new IOException("The history of pipe " + pipe + " holds no end of Provisioning");
    }

    private JsonNode events(UUID pipe) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI address = URI.create(webUi + "/api/v1/namespaces/default/workflows/clickpipe-" + pipe
                    + "/history?maximumPageSize=200");
            HttpResponse<String> answer = http.send(HttpRequest.newBuilder(address).build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException(address + " was answered " + answer.statusCode());
            }
            return JSON.readTree(answer.body()).path("history").path("events");
        }
    }

    private static String text(JsonNode data) {
        return new String(Base64.getDecoder().decode(data.asText()), StandardCharsets.UTF_8);
    }
}

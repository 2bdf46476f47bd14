package dev.clickpipe.deploy.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Who asked a service's task queues for work within the last minutes, as Temporal tells over its Web UI's interface. */
record Pollers(String webUi) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Their process ids, those that have ended since included. */
    Set<Long> of(UUID serviceId) throws IOException, InterruptedException {
        Set<Long> processes = new TreeSet<>();
        for (String queue : new String[]{"snapshot", "stream"}) {
            for (JsonNode poller : pollers("clickpipe-" + serviceId + "-" + queue)) {
                processes.add(Long.parseLong(poller.path("identity").asText().split("@", 2)[0]));
            }
        }
        return processes;
    }

    private JsonNode pollers(String taskQueue) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI address = URI.create(webUi + "/api/v1/namespaces/default/task-queues/" + taskQueue
                    + "?taskQueueType=TASK_QUEUE_TYPE_ACTIVITY");
            HttpResponse<String> answer = http.send(HttpRequest.newBuilder(address).build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException(address + " was answered " + answer.statusCode());
            }
            return JSON.readTree(answer.body()).path("pollers");
        }
    }
}

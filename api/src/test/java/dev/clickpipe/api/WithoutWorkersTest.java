package dev.clickpipe.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.api.TestApi.Reply;
import dev.clickpipe.api.stubs.TestTemporal;
import dev.clickpipe.workflows.pipe.PipeWorkflow;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What works while no worker runs, and what says that none does. */
class WithoutWorkersTest {
    private final UUID service = UUID.randomUUID();
    private final String pipes = TestApi.pipes(service);

    @Test
    void readingGoesOnAndTheRestSaysWhatIsMissing() throws Exception {
        try (TestTemporal temporal = new TestTemporal(); TestApi api = new TestApi(temporal.address())) {
            AtomicReference<String> created = new AtomicReference<>("");
            whileAWorkerRuns(() -> {
                created.set(api.call("POST", pipes, CreateBodies.example()).result().path("id").asText());
                awaitState(api, pipes + "/" + created.get(), "Running");
            });
            String pipe = pipes + "/" + created.get();
            assertThat(api.call("GET", pipe, null).result().path("state").asText()).isEqualTo("Running");
            assertThat(api.call("GET", pipes, null).result()).hasSize(1);

            Reply progress = timed(Duration.ofSeconds(5), () -> api.call("GET", pipe + "/progress", null));
            RecordedAnswers.assertSame(progress.body(), "progress-without-workers");
            Reply history = timed(Duration.ofSeconds(5), () -> api.call("GET", pipe + "/history", null));
            RecordedAnswers.assertSame(history.body(), "history-without-workers");
            Reply tables = timed(Duration.ofSeconds(5), () -> api.call("GET", pipe + "/tables", null));
            RecordedAnswers.assertSame(tables.body(), "tables-without-workers");
            Reply retry = timed(Duration.ofSeconds(5),
                    () -> api.call("PATCH", pipe + "/tables/shop/orders", "{\"command\":\"retry\"}"));
            assertThat(retry.status()).isEqualTo(503);
            assertThat(retry.error()).contains("no worker reported the state of `shop`.`orders`");

            Reply stop = timed(Duration.ofSeconds(15),
                    () -> api.call("PATCH", pipe + "/state", "{\"command\":\"stop\"}"));
            assertThat(stop.status()).isEqualTo(503);
            RecordedAnswers.assertSame(stop.body(), "no-worker");
            Reply create = timed(Duration.ofSeconds(20), () -> api.call("POST", TestApi.pipes(UUID.randomUUID()),
                    CreateBodies.example()));
            assertThat(create.status()).isEqualTo(503);
            assertThat(create.error()).contains("no worker answered");

            Reply delete = api.call("DELETE", pipe, null);
            assertThat(delete.status()).isEqualTo(503);
            assertThat(delete.error()).contains("is deleted as soon as a worker runs");
            assertThat(api.call("GET", pipe, null).status()).isEqualTo(404);
            assertThat(api.call("GET", pipes, null).result()).isEmpty();
            assertThat(api.call("DELETE", pipe, null).status()).isEqualTo(404);
            whileAWorkerRuns(() -> Awaitility.await().atMost(Duration.ofSeconds(60))
                    .until(() -> closed(temporal, pipe)));
            assertThat(api.call("GET", pipe, null).status()).isEqualTo(404);
        }
    }

    @Test
    void withoutTemporalTheApiStartsAndSaysSo() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (TestApi api = new TestApi("127.0.0.1:" + port)) {
            assertThat(api.call("GET", "/health/live", null).status()).isEqualTo(200);
            assertThat(api.call("GET", "/health/ready", null).status()).isEqualTo(503);
            for (String method : new String[]{"GET", "POST"}) {
                Reply refused = timed(Duration.ofSeconds(20), () -> api.call(method, pipes,
                        method.equals("POST") ? CreateBodies.example() : null));
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.error()).contains("Temporal at 127.0.0.1:" + port + " does not answer");
            }
        }
    }

    private static boolean closed(TestTemporal temporal, String pipe) {
        UUID pipeId = UUID.fromString(pipe.substring(pipe.lastIndexOf('/') + 1));
        return temporal.client().newUntypedWorkflowStub(PipeWorkflow.workflowId(pipeId)).describe()
                .getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;
    }

    /** What may fail. */
    private interface Steps {
        void run() throws Exception;
    }

    private static void whileAWorkerRuns(Steps steps) throws Exception {
        TestTemporal worker = new TestTemporal().startWorker();
        try {
            steps.run();
        } finally {
            worker.close();
        }
    }

    private static void awaitState(TestApi api, String pipe, String state) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(
                () -> api.call("GET", pipe, null).result().path("state").asText(), state::equals);
    }

    /** A request. */
    private interface Request {
        Reply send() throws IOException, InterruptedException;
    }

    private static Reply timed(Duration limit, Request request) throws IOException, InterruptedException {
        Instant begin = Instant.now();
        Reply reply = request.send();
        assertThat(Duration.between(begin, Instant.now())).isLessThan(limit);
        return reply;
    }
}

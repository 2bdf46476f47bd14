package dev.clickpipe.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clickpipe.api.stubs.TestTemporal;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests of one class ask the same API, on a real Temporal with workflows by hand; each for a service of its own. */
abstract class TestApiTest {
    static TestTemporal temporal;
    static TestApi api;

    final UUID service = UUID.randomUUID();
    final String pipes = TestApi.pipes(service);

    @BeforeAll
    static void start() {
        temporal = new TestTemporal().startWorker();
        api = new TestApi(temporal.address());
    }

    @AfterAll
    static void stop() {
        api.close();
        temporal.close();
    }

    /** The path of a pipe made of the example, changed. */
    String create(Consumer<ObjectNode> change) throws IOException, InterruptedException {
        return pipes + "/" + api.call("POST", pipes, CreateBodies.example(change)).result().path("id").asText();
    }

    /** What a pipe was asked for, given its path. */
    static List<String> asked(String pipe) {
        return AskedUpdates.of(temporal.client(), pipe);
    }
}

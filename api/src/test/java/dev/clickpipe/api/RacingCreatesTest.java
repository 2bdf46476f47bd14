package dev.clickpipe.api;

import static dev.clickpipe.api.CreateBodies.example;
import static dev.clickpipe.api.CreateBodies.mysql;
import static dev.clickpipe.api.CreateBodies.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.api.TestApi.Reply;
import dev.clickpipe.api.stubs.StubPreflight;
import dev.clickpipe.workflows.pipe.PipeWorkflow;
import dev.clickpipe.workflows.service.ServiceWorkflow;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Requests at the same moment for one destination table: one gets it. The service's workflow is the real one. */
class RacingCreatesTest extends TestApiTest {
    private static final int TIMES = 5;

    private static String into(String name, String target) {
        return example(body -> {
            body.put("name", name);
            table(body).put("targetTable", target);
        });
    }

    private static String adding(String target) {
        return "{\"source\":{\"mysql\":{\"tableMappingsToAdd\":[{\"sourceSchemaName\":\"shop\",\"sourceTable\":\"lines\","
                + "\"targetTable\":\"" + target + "\"}]}}}";
    }

    private static List<Reply> atOnce(List<Callable<Reply>> calls) throws Exception {
        try (ExecutorService executor = Executors.newCachedThreadPool()) {
            List<Reply> replies = new ArrayList<>();
            for (Future<Reply> call : executor.invokeAll(calls)) {
                replies.add(call.get());
            }
            return replies;
        }
    }

    private static void assertOneGotIt(List<Reply> replies, String target) {
        assertThat(replies).extracting(Reply::status).as(replies.toString()).containsOnlyOnce(200).contains(409);
        assertThat(replies).filteredOn(reply -> reply.status() == 409).hasSize(replies.size() - 1)
                .allSatisfy(refused -> assertThat(refused.error()).contains(
                        "[0].targetTable (" + target + "): the ClickPipe ",
                        "feeds that table, or is about to; choose another targetTable, or drop that table"));
    }

    @Test
    void ofCreatesAtOnceWithOneTargetOneGetsIt() throws Exception {
        for (int time = 0; time < TIMES; time++) {
            String target = "target_" + time;
            List<Callable<Reply>> calls = new ArrayList<>();
            for (String name : List.of("a", "b", "c")) {
                String body = into(name + time, target);
                calls.add(() -> api.call("POST", pipes, body));
            }
            assertOneGotIt(atOnce(calls), target);
            assertThat(api.call("GET", pipes, null).result()).hasSize(time + 1);
        }
    }

    @Test
    void ofAPatchAndACreateAtOnceOneGetsTheTarget() throws Exception {
        String pipe = create(body -> table(body).put("targetTable", "its_own"));
        for (int time = 0; time < TIMES; time++) {
            String target = "target_" + time;
            String body = into("rival" + time, target);
            List<Reply> replies = atOnce(List.of(() -> api.call("PATCH", pipe, adding(target)),
                    () -> api.call("POST", pipes, body)));
            assertOneGotIt(replies, target);
            if (replies.getFirst().status() == 200) {
                String removal = "{\"source\":{\"mysql\":{\"tableMappingsToRemove\":[{\"sourceSchemaName\":\"shop\","
                        + "\"sourceTable\":\"lines\",\"targetTable\":\"" + target + "\"}]}}}";
                assertThat(api.call("PATCH", pipe, removal).status()).isEqualTo(200);
                assertThat(api.call("POST", pipes, body).status()).as("the table was dropped from the pipe")
                        .isEqualTo(200);
            }
        }
    }

    /** The one that is refused ends its own hold alone. */
    @Test
    void aRefusedCreateLeavesTargetAndNameToOthers() throws Exception {
        assertThat(
                api.call("POST", pipes, example(body -> mysql(body).put("host", StubPreflight.BROKEN_HOST))).status())
                .isEqualTo(400);
        assertThat(api.call("POST", pipes, into("another", "shop_orders")).status()).isEqualTo(200);
        assertThat(api.call("POST", pipes, example()).status()).isEqualTo(409);
        assertThat(api.call("POST", pipes, into("orders", "elsewhere")).status()).isEqualTo(200);
    }

    @Test
    void aTerminatedPipeHoldsNeitherItsNameNorItsTarget() throws Exception {
        String first = api.call("POST", pipes, example()).result().path("id").asText();
        assertThat(api.call("POST", pipes, into("orders", "elsewhere")).status()).isEqualTo(409);
        temporal.client().newUntypedWorkflowStub(PipeWorkflow.workflowId(UUID.fromString(first))).terminate("a test");
        Reply same = api.call("POST", pipes, example());
        assertThat(same.status()).as(same.error()).isEqualTo(200);
        String second = same.result().path("id").asText();
        assertThat(second).isNotEqualTo(first);
        temporal.client().newUntypedWorkflowStub(PipeWorkflow.workflowId(UUID.fromString(second))).terminate("a test");
        Reply other = api.call("POST", pipes, into("orders", "elsewhere"));
        assertThat(other.status()).as(other.error()).isEqualTo(200);
        String pipe = pipes + "/" + other.result().path("id").asText();
        String third = api.call("POST", pipes, into("third", "third")).result().path("id").asText();
        temporal.client().newUntypedWorkflowStub(PipeWorkflow.workflowId(UUID.fromString(third))).terminate("a test");
        assertThat(api.call("PATCH", pipe, "{\"name\":\"third\"}").status()).isEqualTo(200);
        assertThat(api.call("PATCH", pipe, adding("third")).status()).isEqualTo(200);
    }

    /** What was claimed by a request whose process died ends with its pipe, or by itself. */
    @Test
    void aStartedPipeKeepsItsNameWhenItJoinsLate() throws Exception {
        String id = api.call("POST", pipes, example()).result().path("id").asText();
        assertThat(temporal.client().newUntypedWorkflowStub(ServiceWorkflow.workflowId(service)).describe()
                .getRawDescription().getPendingActivitiesCount()).isZero();
        assertThat(temporal.client().fetchHistory(ServiceWorkflow.workflowId(service)).getEvents())
                .anyMatch(
                        event -> event.getWorkflowExecutionSignaledEventAttributes().getSignalName().equals("started"));
        assertThat(api.call("POST", pipes, example()).result().path("id").asText()).isEqualTo(id);
    }
}

package dev.clickpipe.api;

import static dev.clickpipe.api.CreateBodies.example;
import static dev.clickpipe.api.CreateBodies.mysql;
import static dev.clickpipe.api.CreateBodies.settings;
import static dev.clickpipe.api.CreateBodies.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clickpipe.api.TestApi.Reply;
import dev.clickpipe.api.stubs.StubPreflight;
import dev.clickpipe.workflows.pipe.PipeStart;
import dev.clickpipe.workflows.pipe.PipeWorkflow;
import dev.clickpipe.workflows.secrets.SecretOpener;
import dev.clickpipe.workflows.settings.SourceConnection;
import io.temporal.api.common.v1.Payloads;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.DefaultDataConverter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole contract over HTTP, on a real Temporal with workflows by hand. */
class ClickPipesTest extends TestApiTest {
    @Test
    void aPipeIsCreatedReadListedStoppedStartedAndDeleted() throws Exception {
        RecordedAnswers.assertSame(api.call("GET", pipes, null).body(), "list-of-nothing");
        Reply created = api.call("POST", pipes, example());
        RecordedAnswers.assertSame(created.body(), "created");
        String pipe = pipes + "/" + created.result().path("id").asText();
        awaitState(pipe, "Running");
        RecordedAnswers.assertSame(api.call("GET", pipe, null).body(), "read");
        assertThat(api.call("GET", pipes + "/", null).result()).hasSize(1)
                .first().isEqualTo(api.call("GET", pipe, null).result());
        RecordedAnswers.assertSame(api.call("GET", pipe + "/progress", null).body(), "progress");
        RecordedAnswers.assertSame(api.call("GET", pipe + "/history", null).body(), "history");

        assertThat(command(pipe, "start")).satisfies(refused -> assertThat(refused.status()).isEqualTo(400));
        RecordedAnswers.assertSame(command(pipe, "start").body(), "already-running");
        RecordedAnswers.assertSame(command(pipe, "stop").body(), "stopped");
        assertThat(command(pipe, "stop").result().path("state").asText()).isEqualTo("Paused");
        assertThat(api.call("GET", pipe, null).result().path("state").asText()).isEqualTo("Paused");
        assertThat(command(pipe, "start").result().path("state").asText()).isEqualTo("Running");

        Reply deleted = api.call("DELETE", pipe, null);
        assertThat(deleted.status()).isEqualTo(200);
        RecordedAnswers.assertSame(deleted.body(), "deleted");
        RecordedAnswers.assertSame(api.call("GET", pipe, null).body(), "not-found");
        assertThat(api.call("GET", pipe, null).status()).isEqualTo(404);
        assertThat(api.call("DELETE", pipe, null).status()).isEqualTo(404);
        assertThat(command(pipe, "stop").status()).isEqualTo(404);
        Awaitility.await().atMost(Duration.ofSeconds(30))
                .until(() -> !api.call("POST", pipes, example()).result().path("id").asText()
                        .equals(created.result().path("id").asText()));
    }

    @Test
    void theSameCreateFindsThePipeAndAnotherBodyDoesNot() throws Exception {
        Reply first = api.call("POST", pipes + "/", example());
        Reply again = api.call("POST", pipes, example());
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.result().path("id")).isEqualTo(first.result().path("id"));
        Reply other = api.call("POST", pipes, example(body -> mysql(body).put("port", 3307)));
        assertThat(other.status()).isEqualTo(409);
        RecordedAnswers.assertSame(other.body(), "name-taken");
        assertThat(api.call("GET", pipes, null).result()).hasSize(1);
    }

    @Test
    void createsThatRaceGetTheSamePipe() throws Exception {
        List<Callable<String>> creates = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            creates.add(() -> api.call("POST", pipes, example()).result().path("id").asText());
        }
        try (ExecutorService executor = Executors.newCachedThreadPool()) {
            List<String> ids = new ArrayList<>();
            for (Future<String> create : executor.invokeAll(creates)) {
                ids.add(create.get());
            }
            assertThat(ids).hasSize(6).doesNotContain("").containsOnly(ids.getFirst());
        }
        assertThat(api.call("GET", pipes, null).result()).hasSize(1);
    }

    @Test
    void findingsRefuseTheCreateAndFreeTheName() throws Exception {
        Reply refused = api.call("POST", pipes, example(body -> mysql(body).put("host", StubPreflight.BROKEN_HOST)));
        assertThat(refused.status()).isEqualTo(400);
        RecordedAnswers.assertSame(refused.body(), "findings");
        assertThat(api.call("GET", pipes, null).result()).isEmpty();
        assertThat(api.call("POST", pipes, example()).status()).isEqualTo(200);
    }

    @Test
    void aSlowCheckDoesNotHoldTheCreateUp() throws Exception {
        Reply created = api.call("POST", pipes, example(body -> mysql(body).put("host", StubPreflight.SLOW_HOST)));
        assertThat(created.status()).isEqualTo(200);
        assertThat(created.result().path("state").asText()).isEqualTo("Provisioning");
        assertThat(started(created).checked()).isFalse();
    }

    @Test
    void thePasswordIsSealedAndNeverShown() throws Exception {
        Reply created = api.call("POST", pipes, example());
        PipeStart start = started(created);
        assertThat(start.checked()).isTrue();
        SourceConnection source = start.configuration().source();
        assertThat(SecretOpener.fromText(api.sealPrivateKey()).open(source.password(), source.pipeId(), source.host()))
                .isEqualTo(CreateBodies.PASSWORD);
        String id = created.result().path("id").asText();
        assertThat(history(id).toJson(false)).doesNotContain("hunter2");
        assertThat(temporal.client().fetchHistory("clickpipe-preflight-" + id).toJson(false))
                .doesNotContain("hunter2");
        for (String path : List.of(pipes, pipes + "/" + id, pipes + "/" + id + "/progress",
                pipes + "/" + id + "/history", pipes + "/" + id + "/tables")) {
            assertThat(api.call("GET", path, null).raw().body()).doesNotContain("hunter2")
                    .doesNotContain("credentials");
        }
        assertThat(api.call("POST", pipes, example().replace("{\"name\"", "{\"name\":{}")).raw().body())
                .doesNotContain("hunter2");
        assertThat(api.logged()).doesNotContain("hunter2");
    }

    @Test
    void settingsAndTablesArePatched() throws Exception {
        Reply created = api.call("POST", pipes, example());
        String pipe = pipes + "/" + created.result().path("id").asText();
        String table = created.result().at("/source/mysql/tableMappings/0").toString();
        Reply changed = api.call("PATCH", pipe, """
                {"name":"orders","source":{"mysql":{"port":3307,"host":"db2","serverId":7,"tlsHost":"db.example",
                 "credentials":{"username":"v","password":"hunter2 new"},
                 "settings":{"replicationMode":"cdc","syncIntervalSeconds":5,"useCompression":true,
                  "initialLoadParallelism":8,"snapshotNumRowsPerPartition":1000,
                  "snapshotNumberOfParallelTables":2}}}}""");
        assertThat(changed.status()).as(changed.error()).isEqualTo(200);
        JsonNode mysql = changed.result().at("/source/mysql");
        assertThat(mysql.path("host").asText()).isEqualTo("db2");
        assertThat(mysql.path("port").asInt()).isEqualTo(3307);
        assertThat(mysql.path("serverId").asInt()).isEqualTo(7);
        assertThat(mysql.path("tlsHost").asText()).isEqualTo("db.example");
        assertThat(mysql.at("/settings/syncIntervalSeconds").asInt()).isEqualTo(5);
        assertThat(mysql.at("/settings/useCompression").asBoolean()).isTrue();
        assertThat(mysql.at("/settings/pullBatchSize").asInt()).isEqualTo(100_000);
        assertThat(mysql.at("/settings/initialLoadParallelism").asInt()).isEqualTo(8);
        assertThat(mysql.at("/settings/snapshotNumRowsPerPartition").asInt()).isEqualTo(1000);
        assertThat(mysql.at("/settings/snapshotNumberOfParallelTables").asInt()).isEqualTo(2);
        String id = created.result().path("id").asText();
        assertThat(history(id).toJson(false)).contains("edit").doesNotContain("hunter2");
        JsonNode read = api.call("GET", pipe, null).result();
        Reply sentBack = api.call("PATCH", pipe, read.toString().replace("Running", "Snapshot"));
        assertThat(sentBack.status()).as(sentBack.error()).isEqualTo(200);
        assertThat(sentBack.result().path("source")).isEqualTo(read.path("source"));

        Reply dropped = api.call("PATCH", pipe,
                "{\"source\":{\"mysql\":{\"tableMappingsToRemove\":[" + table + "]}}}");
        assertThat(dropped.result().at("/source/mysql/tableMappings")).isEmpty();
        assertThat(dropped.result()).isEqualTo(api.call("GET", pipe, null).result());
    }

    @Test
    void whatForeignKeysDoIsChosenShownAndPatched() throws Exception {
        String word = "/source/mysql/settings/foreignKeyCascades";
        String silent = create(body -> {});
        assertThat(api.call("GET", silent, null).result().at(word).isMissingNode()).isTrue();
        String pipe = create(body -> {
            CreateBodies.settings(body.put("name", "choosing")).put("foreignKeyCascades", "ignore");
            CreateBodies.table(body).put("targetTable", "chosen");
        });
        assertThat(api.call("GET", pipe, null).result().at(word).asText()).isEqualTo("ignore");
        String patch = "{\"source\":{\"mysql\":{\"settings\":{\"foreignKeyCascades\":\"%s\"}}}}";
        assertThat(api.call("PATCH", pipe, patch.formatted("refuse")).result().at(word).asText()).isEqualTo("refuse");
        for (String method : List.of("PATCH", "POST")) {
            TestApi.Reply refused = method.equals("PATCH")
                    ? api.call(method, pipe, patch.formatted("replay"))
                    : api.call(method, pipes, CreateBodies.example(
                            body -> CreateBodies.settings(body.put("name", "third")).put("foreignKeyCascades",
                                    "replay")));
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.error()).contains("source.mysql.settings.foreignKeyCascades", "replay",
                    "it is not built yet", "refuse, ignore");
        }
        assertThat(api.call("PATCH", pipe, patch.formatted("Ignore")).error()).contains("there is no such choice");
        try (TestApi ignoring = new TestApi(temporal.address(), Map.of("CLICKPIPE_FOREIGN_KEY_CASCADES", "ignore"))) {
            String filled = CreateBodies.example(body -> CreateBodies.table(body.put("name", "by a client"))
                    .put("targetTable", "its_own"));
            assertThat(ignoring.call("POST", pipes, filled).result().at(word).asText()).isEqualTo("ignore");
        }
    }

    @Test
    void aPipeIsRenamedUnlessAnotherOneHasTheName() throws Exception {
        String first = api.call("POST", pipes, example()).result().path("id").asText();
        String second = api.call("POST", pipes, example(body -> {
            body.put("name", "lines");
            table(body).put("targetTable", "shop_lines");
        })).result().path("id").asText();
        Reply taken = api.call("PATCH", pipes + "/" + first, "{\"name\":\"lines\"}");
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.error()).contains("name (lines): the ClickPipe " + second + " of this service has that name");
        assertThat(updates(first)).isZero();
        Reply renamed = api.call("PATCH", pipes + "/" + first, "{\"name\":\"invoices\"}");
        assertThat(renamed.status()).as(renamed.error()).isEqualTo(200);
        assertThat(renamed.result().path("name").asText()).isEqualTo("invoices");
        Reply onceMore = api.call("PATCH", pipes + "/" + first, "{\"name\":\"invoices\"}");
        assertThat(onceMore.status()).as(onceMore.error()).isEqualTo(200);
        assertThat(updates(first)).isOne();
        Reply refused = api.call("PATCH", pipes + "/" + first, """
                {"name":"lines again","source":{"mysql":{"tableMappingsToAdd":[
                 {"sourceSchemaName":"shop","sourceTable":"new","targetTable":"shop_orders_resync"}]}}}""");
        assertThat(refused.status()).as(refused.error()).isEqualTo(400);
        assertThat(api.call("GET", pipes + "/" + first, null).result().path("name").asText()).isEqualTo("invoices");
        assertThat(api.call("PATCH", pipes + "/" + second, "{\"name\":\"lines again\"}").status()).isEqualTo(200);
        assertThat(api.call("PATCH", pipes + "/" + second, "{\"name\":\"orders\"}").status()).isEqualTo(200);
    }

    @Test
    void twoPipesFeedNoTableTogether() throws Exception {
        Reply first = api.call("POST", pipes, example());
        Reply refused = api.call("POST", pipes, example(body -> body.put("name", "second")));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.error()).isEqualTo("CONFLICT: source.mysql.tableMappings[0].targetTable (shop_orders): the"
                + " ClickPipe orders (" + first.result().path("id").asText()
                + ") of this service feeds that table, or is"
                + " about to; choose another targetTable, or drop that table from the other ClickPipe first");
        Reply second = api.call("POST", pipes, example(body -> {
            body.put("name", "second");
            table(body).put("targetTable", "elsewhere");
        }));
        assertThat(second.status()).as(second.error()).isEqualTo(200);
        Reply added = api.call("PATCH", pipes + "/" + second.result().path("id").asText(),
                "{\"source\":{\"mysql\":{\"tableMappingsToAdd\":[{\"sourceSchemaName\":\"shop\",\"sourceTable\":\"lines\","
                        + "\"targetTable\":\"shop_orders\"}]}}}");
        assertThat(added.status()).isEqualTo(409);
        assertThat(added.error()).contains("tableMappingsToAdd[0].targetTable (shop_orders)");
        Reply otherDatabase = api.call("POST", pipes, example(body -> {
            body.put("name", "third");
            body.withObject("/destination").put("database", "another");
        }));
        assertThat(otherDatabase.status()).as(otherDatabase.error()).isEqualTo(200);
    }

    @Test
    void aChosenStartIsShownAsItWasGivenAndStays() throws Exception {
        String set = "3E11FA47-71CA-11E1-9E33-C80AA9429562: 1-5";
        Reply created = api.call("POST", pipes, example(body -> {
            settings(body).put("replicationMode", "cdc_only").putObject("startPosition").put("gtidSet", set);
        }));
        String pipe = pipes + "/" + created.result().path("id").asText();
        JsonNode read = api.call("GET", pipe, null).result();
        assertThat(read.at("/source/mysql/settings/startPosition").toString())
                .isEqualTo("{\"gtidSet\":\"" + set + "\"}");
        assertThat(api.call("PATCH", pipe, read.toString()).status()).isEqualTo(200);
        for (String other : new String[]{"{\"gtidSet\":\"3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5\"}",
                "{\"binlogFile\":\"b.000001\",\"binlogPosition\":4}"}) {
            Reply changed = api.call("PATCH", pipe,
                    "{\"source\":{\"mysql\":{\"settings\":{\"startPosition\":" + other + "}}}}");
            assertThat(changed.status()).isEqualTo(400);
            assertThat(changed.error()).contains("source.mysql.settings.startPosition: it cannot be changed");
        }
        Reply now = api.call("POST", pipes, example(body -> {
            body.put("name", "now");
            table(body).put("targetTable", "elsewhere");
        }));
        assertThat(now.result().at("/source/mysql/settings").has("startPosition")).isFalse();
        Reply late = api.call("PATCH", pipes + "/" + now.result().path("id").asText(),
                "{\"source\":{\"mysql\":{\"settings\":{\"startPosition\":{\"gtidSet\":\"" + set + "\"}}}}}");
        assertThat(late.error()).contains("source.mysql.settings.startPosition: it cannot be changed");
    }

    private static int updates(String pipeId) {
        return (int) history(pipeId).getEvents().stream()
                .filter(event -> event.hasWorkflowExecutionUpdateAcceptedEventAttributes()).count();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"name\":\"\"} | name",
            "{\"source\":{\"mysql\":{\"host\":\"root:secret@db2/x\"}}} | source.mysql.host (db2/x): it is not a host",
            "{\"nmae\":1} | nmae: there is no such field",
            "{\"colour\":\"red\"} | colour: there is no such field",
            "{\"source\":{\"mysql\":{\"type\":\"mariadb\"}}} | source.mysql.type: it cannot be changed",
            "{\"source\":{\"mysql\":{\"port\":0}}} | source.mysql.port (0): it is out of range",
            "{\"source\":{\"mysql\":{\"host\":\"db2\"}}} | source.mysql.host (db2): the password is sealed for db alone",
            "{\"source\":{\"mysql\":{\"credentials\":{\"username\":\"v\"}}}} | source.mysql.credentials.password: it is missing",
            "{\"source\":{\"mysql\":{\"settings\":{\"pullBatchSize\":0}}}} | source.mysql.settings.pullBatchSize (0): it is",
            "{\"source\":{\"mysql\":{\"settings\":{\"initialLoadParallelism\":0}}}} | source.mysql.settings.initialLoadParallelism (0): it is out of range; give a whole number from 1 to 2147483647",
            "{\"source\":{\"mysql\":{\"settings\":{\"snapshotNumRowsPerPartition\":999}}}} | source.mysql.settings.snapshotNumRowsPerPartition (999): it is out of range; give a whole number from 1000 to 2147483647",
            "{\"source\":{\"mysql\":{\"settings\":{\"snapshotNumberOfParallelTables\":\"2\"}}}} | source.mysql.settings.snapshotNumberOfParallelTables (2): it is a text, not a whole number",
            "{\"source\":{\"mysql\":{\"settings\":{\"replicationMode\":\"snapshot\"}}}} | source.mysql.settings.replicationMode: it cannot",
            "{\"source\":{\"mysql\":{\"tableMappingsToRemove\":[{\"sourceSchemaName\":\"shop\",\"sourceTable\":\"nowhere\",\"targetTable\":\"x\"}]}}} | source.mysql.tableMappingsToRemove[0].sourceTable",
            "{\"source\":{\"mysql\":{\"tableMappingsToAdd\":[{}]}}} | source.mysql.tableMappingsToAdd[0].sourceTable: it is missing"})
    void aPatchThatMakesNoSenseChangesNothing(String body, String error) throws Exception {
        Reply created = api.call("POST", pipes, example());
        String id = created.result().path("id").asText();
        Reply refused = api.call("PATCH", pipes + "/" + id, body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).contains(error);
        assertThat(updates(id)).isZero();
    }

    @Test
    void aPipeOfAnotherServiceIsNotFound() throws Exception {
        String id = api.call("POST", pipes, example()).result().path("id").asText();
        assertThat(api.call("GET", TestApi.pipes(UUID.randomUUID()) + "/" + id, null).status()).isEqualTo(404);
    }

    private static Reply command(String pipe, String command) throws IOException, InterruptedException {
        return api.call("PATCH", pipe + "/state", "{\"command\":\"" + command + "\"}");
    }

    private static void awaitState(String pipe, String state) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(
                () -> api.call("GET", pipe, null).result().path("state").asText(), state::equals);
    }

    private static WorkflowExecutionHistory history(String pipeId) {
        return temporal.client().fetchHistory(PipeWorkflow.workflowId(UUID.fromString(pipeId)));
    }

    private static PipeStart started(Reply created) {
        Payloads input = history(created.result().path("id").asText()).getEvents().getFirst()
                .getWorkflowExecutionStartedEventAttributes().getInput();
        return DefaultDataConverter.newDefaultInstance().fromPayloads(0, Optional.of(input), PipeStart.class,
                PipeStart.class);
    }
}

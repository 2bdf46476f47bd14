package dev.clickpipe.activities.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.workflows.pipe.EventLogEntry;
import dev.clickpipe.workflows.pipe.PipeDescription;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.PipeStatus;
import dev.clickpipe.workflows.pipe.TableState;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.SignalWorkflowExecutionRequest;
import io.temporal.client.WorkflowStub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jspecify.annotations.Nullable;

/**
 * Signals as docs/signals.md gives them to people. What {@code temporal} and {@code tctl} send is one SignalWorkflowExecution
 * request with one payload of JSON, or none.
 */
class SignalsOfToolsEndToEndTest extends PipeEndToEndTest {
    private static final Path PAGE = Path.of(System.getProperty("project.root", ".."), "docs", "signals.md");
    private static final Pattern LINE = Pattern.compile(
            "^(temporal|tctl) workflow signal \\S+ clickpipe-\\$ID \\S+ (\\w+)(?: +\\S+ '(.*)')?$", Pattern.MULTILINE);

    SignalsOfToolsEndToEndTest() {
        super(Flavour.MARIADB);
    }

    @ParameterizedTest
    @ValueSource(strings = {"temporal", "tctl"})
    void everyLineOfThePageDoesWhatItSays(String tool) throws Exception {
        TestPipe pipe = withOrders();
        List<String> sent = new ArrayList<>();
        for (MatchResult line : LINE.matcher(Files.readString(PAGE)).results()
                .filter(line -> line.group(1).equals(tool)).toList()) {
            String word = line.group(2);
            String argument = line.group(3);
            sent.add(word);
            if (word.equals("retryTables")) {
                database.run("ALTER TABLE orders ADD more INT", "INSERT INTO orders (id) VALUES (3)");
                pipe.await(PipeState.DEGRADED);
            }
            send(pipe, word, argument == null ? null : argument.replace("\"shop\"", '"' + database.name() + '"'));
            switch (word) {
                case "pause" -> pipe.await(PipeState.PAUSED);
                case "resume" ->
                    await(pipe, "Asked to resume", description -> description.state() == PipeState.RUNNING);
                case "updateSettings" -> Awaitility.await().atMost(TestPipe.PATIENCE)
                        .until(() -> configured(pipe).replication().syncIntervalSeconds() == 10);
                case "dropTables" -> await(pipe, "Done: drop", description -> description.tables().size() == 1);
                case "addTables" -> await(pipe, "Resync → Running", SignalsOfToolsEndToEndTest::allFollowed);
                case "resync" -> await(pipe, "Asked to resync", description -> allFollowed(description)
                        && description.journal().stream().filter(SignalsOfToolsEndToEndTest::isSwap).count() == 2);
                case "retryTables" -> await(pipe, "Asked to retry", description -> allFollowed(description)
                        && description.journal().stream().filter(SignalsOfToolsEndToEndTest::isSwap).count() == 3);
                case "delete" -> WorkflowStub.fromTyped(pipe.workflow).getResult(TestPipe.PATIENCE.toSeconds(),
                        TimeUnit.SECONDS, Void.class);
                default -> throw new AssertionError("nobody looks what came of " + word);
            }
        }
        assertThat(sent).containsExactly("pause", "resume", "updateSettings", "dropTables", "addTables", "resync",
                "retryTables", "delete");
        assertNoTaskFailed(pipe);
    }

    @Test
    void nonsenseIsToldInTheJournalAndStopsNothing() throws SQLException {
        TestPipe pipe = withOrders();
        List<String> nonsense = List.of("\"now\"", "7", "[1, 2]", "{\"tables\": \"all\", \"reason\": 7}",
                "{\"nobody\": {}}", "{");
        Map<String, String> wishes = Map.of("pause", "pause", "resume", "resume", "updateSettings", "change settings",
                "dropTables", "drop tables", "addTables", "add tables", "resync", "resync", "retryTables",
                "retry tables", "delete", "delete");
        // One word after the other: the journal keeps the latest entries only.
        wishes.forEach((word, wish) -> {
            nonsense.forEach(argument -> send(pipe, word, argument));
            Awaitility.await(word).atMost(TestPipe.PATIENCE)
                    .until(() -> refusals(pipe, wish) == nonsense.size());
        });
        send(pipe, "stop", "{}");
        await(pipe, "Asked to stop, refused: there is no such signal", description -> true);
        PipeDescription description = pipe.workflow.describe();
        assertThat(description.state()).isEqualTo(PipeState.RUNNING);
        assertThat(description.journal()).extracting(EventLogEntry::sentence)
                .filteredOn(sentence -> sentence.startsWith("Asked to"))
                .allSatisfy(sentence -> assertThat(sentence).contains(", refused: "));
        database.run("INSERT INTO t VALUES (2, 'goes on', 2)");
        database.awaitEqual("t");
        assertNoTaskFailed(pipe);
        pipe.delete();
    }

    private TestPipe withOrders() throws SQLException {
        database.createFilled(1);
        database.run("CREATE TABLE orders (id INT PRIMARY KEY, v VARCHAR(50), n DECIMAL(10,2), note TEXT)",
                "INSERT INTO orders VALUES (1, 'a', 1, 'x'), (2, 'b', 2, NULL)");
        return running("t", "orders");
    }

    /** As tools do, byte by byte. */
    private static void send(TestPipe pipe, String word, @Nullable String json) {
        SignalWorkflowExecutionRequest.Builder request = SignalWorkflowExecutionRequest.newBuilder()
                .setNamespace("default")
                .setWorkflowExecution(WorkflowExecution.newBuilder()
                        .setWorkflowId(WorkflowStub.fromTyped(pipe.workflow).getExecution().getWorkflowId()))
                .setSignalName(word).setIdentity("tctl");
        if (json != null) {
            request.setInput(Payloads.newBuilder().addPayloads(Payload.newBuilder()
                    .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
                    .setData(ByteString.copyFromUtf8(json))));
        }
        workers.client.getWorkflowServiceStubs().blockingStub().signalWorkflowExecution(request.build());
    }

    private static void await(TestPipe pipe, String entry, Predicate<PipeDescription> condition) {
        Awaitility.await().atMost(TestPipe.PATIENCE).until(pipe.workflow::describe,
                description -> condition.test(description) && description.journal().stream()
                        .anyMatch(told -> told.sentence().startsWith(entry)));
    }

    private static long refusals(TestPipe pipe, String wish) {
        return pipe.workflow.describe().journal().stream()
                .filter(told -> told.sentence().startsWith("Asked to " + wish + ", refused: ")).count();
    }

    private static boolean allFollowed(PipeDescription description) {
        return description.state() == PipeState.RUNNING && description.tables().size() == 2
                && description.tables().stream().allMatch(table -> table.state() == TableState.FOLLOWED);
    }

    private static boolean isSwap(EventLogEntry entry) {
        return entry.sentence().startsWith("Resync → Running");
    }

    private static PipeConfiguration configured(TestPipe pipe) {
        return Objects.requireNonNull((PipeConfiguration) WorkflowStub.fromTyped(pipe.workflow).describe()
                .getMemo(PipeStatus.CONFIGURATION_MEMO, PipeConfiguration.class));
    }

    private static void assertNoTaskFailed(TestPipe pipe) {
        assertThat(workers.client.fetchHistory(WorkflowStub.fromTyped(pipe.workflow).getExecution().getWorkflowId())
                .getEvents()).extracting(HistoryEvent::getEventType)
                .doesNotContain(EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED);
    }
}

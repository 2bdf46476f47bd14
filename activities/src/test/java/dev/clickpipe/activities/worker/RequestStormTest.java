package dev.clickpipe.activities.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.deploy.parts.SharedParts;
import dev.clickpipe.deploy.parts.Temporal;
import dev.clickpipe.deploy.parts.TemporalServer;
import dev.clickpipe.workflows.pipe.AddTablesRequest;
import dev.clickpipe.workflows.pipe.DropTablesRequest;
import dev.clickpipe.workflows.pipe.PipeDescription;
import dev.clickpipe.workflows.pipe.PipeRequest;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.PipeStatus;
import dev.clickpipe.workflows.pipe.PipeWorkflow;
import dev.clickpipe.workflows.pipe.ResyncRequest;
import dev.clickpipe.workflows.pipe.TableState;
import dev.clickpipe.workflows.pipe.TableSummary;
import dev.clickpipe.workflows.pipe.UpdateSettingsRequest;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.TableEngine;
import dev.clickpipe.workflows.settings.TableName;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.failure.ApplicationFailure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hundreds of requests at once, sensible and not, while the pipe's workflow continues as new again and again. */
class RequestStormTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int REQUESTS_EACH = 40;
    /** A pipe's whole start is some seventy events. */
    private static final int EVENTS_OF_A_RUN = 150;
    private static final PipeRequest REQUEST = new PipeRequest("storm");

    private ReplicatedDatabase database;
    private final TemporalServer temporal = SharedParts.part(new Temporal("temporal-short-runs",
            List.of("--dynamic-config-value", "limit.historyCount.suggestContinueAsNew=" + EVENTS_OF_A_RUN)),
            TemporalServer.class);

    /** What a request was answered with; a refusal without its class. */
    private record Answer(boolean done, String refusal) {}

    @BeforeEach
    void openDatabase() throws SQLException {
        database = ReplicatedDatabase.open(Flavour.MARIADB, Flavour.MARIADB.server(), "storm");
    }

    @AfterEach
    void closeDatabase() throws SQLException {
        database.close();
    }

    @Test
    void nothingThatWasTakenOnIsLost() throws Exception {
        try (RunningWorkers workers = new RunningWorkers(temporal.address());
                ExecutorService threads = Executors.newCachedThreadPool()) {
            for (String table : List.of("t", "u", "a", "b", "c", "signalled")) {
                database.run("CREATE TABLE " + table + " (id INT PRIMARY KEY AUTO_INCREMENT, v INT)",
                        "INSERT INTO " + table + " (v) VALUES (1), (2), (3)");
            }
            TestPipe pipe = database.start(workers, ReplicationMode.CDC, ReplicationMechanism.GTID,
                    TableEngine.REPLACING_MERGE_TREE, "t", "u");
            pipe.await(PipeState.RUNNING);
            WorkflowStub stub = workers.client
                    .newUntypedWorkflowStub(PipeWorkflow.workflowId(pipe.configuration.pipeId()));
            long seed = new Random().nextLong();
            System.out.println("SEED of the storm " + seed);
            List<Future<Optional<String>>> owners = new ArrayList<>();
            for (String table : List.of("a", "b", "c")) {
                owners.add(threads.submit(() -> ownByUpdates(stub, table, new Random(seed + table.hashCode()))));
            }
            owners.add(threads.submit(() -> ownBySignals(stub, "signalled", new Random(seed))));
            Future<Integer> settings = threads.submit(() -> changeSettings(stub, new Random(seed + 1)));
            List<Future<Boolean>> others = new ArrayList<>();
            others.add(threads.submit(() -> pauseAndResume(stub, new Random(seed + 2))));
            others.add(threads.submit(() -> loadAgain(stub, new Random(seed + 3))));
            others.add(threads.submit(() -> nonsense(stub, new Random(seed + 4))));
            others.add(threads.submit(() -> write(new Random(seed + 5))));
            Set<String> expected = new TreeSet<>(List.of("t", "u"));
            for (Future<Optional<String>> owner : owners) {
                owner.get().ifPresent(expected::add);
            }
            for (Future<Boolean> other : others) {
                assertThat(other.get()).isTrue();
            }
            int batchSize = settings.get();
            stub.signal("resume", REQUEST);

            PipeDescription last = Awaitility.await().atMost(PATIENCE).until(pipe.workflow::describe,
                    described -> described.state() == PipeState.RUNNING && names(described).equals(expected)
                            && described.tables().stream().allMatch(table -> table.state() == TableState.FOLLOWED));
            assertThat(last.error()).isNull();
            PipeConfiguration configured = requireNonNull((PipeConfiguration) stub.describe()
                    .getMemo(PipeStatus.CONFIGURATION_MEMO, PipeConfiguration.class));
            assertThat(configured.replication().pullBatchSize()).isEqualTo(batchSize);
            for (String table : expected) {
                Awaitility.await().atMost(PATIENCE).until(() -> database.select(
                        "SELECT concat(toString(count()), ' ', toString(sum(id * v))) AS r FROM " + database.name()
                                + "." + table
                                + " FINAL WHERE _peerdb_is_deleted = 0"),
                        database.query("SELECT CONCAT(COUNT(*), ' ', SUM(id * v)) FROM " + table)::equals);
            }
            Awaitility.await().atMost(PATIENCE).until(() -> workers.client
                    .listExecutions("WorkflowId = '" + stub.getExecution().getWorkflowId() + "'").count() > 5);
            assertThat(stub.describe().getHistoryLength()).as("events of the last run")
                    .isLessThan(4 * EVENTS_OF_A_RUN);
            pipe.delete();
        }
    }

    private static Set<String> names(PipeDescription described) {
        Set<String> names = new TreeSet<>();
        described.tables().stream().map(TableSummary::source).map(TableName::table).forEach(names::add);
        return names;
    }

    private AddTablesRequest addition(String table) {
        return new AddTablesRequest(List.of(database.mapping(table)), "storm");
    }

    private DropTablesRequest removal(String table) {
        return new DropTablesRequest(List.of(database.table(table)), "storm");
    }

    /** Nobody else adds or drops this table, so none of it can be refused. */
    private Optional<String> ownByUpdates(WorkflowStub pipe, String table, Random random) throws Exception {
        boolean there = false;
        for (int i = 0; i < REQUESTS_EACH; i++) {
            Answer answer = there
                    ? update(pipe, "dropTables", removal(table))
                    : update(pipe, "addTables", addition(table));
            assertThat(answer).as(table).isEqualTo(new Answer(true, ""));
            there = !there;
            Thread.sleep(random.nextInt(1500));
            if (there && i > REQUESTS_EACH / 2 && random.nextInt(10) == 0) {
                break;
            }
        }
        return there ? Optional.of(table) : Optional.empty();
    }

    /** Signals of one client arrive in their order: the last one decides. */
    private Optional<String> ownBySignals(WorkflowStub pipe, String table, Random random) throws Exception {
        for (int i = 0; i < REQUESTS_EACH; i++) {
            pipe.signal("addTables", addition(table));
            Thread.sleep(random.nextInt(1500));
            pipe.signal("dropTables", removal(table));
            Thread.sleep(random.nextInt(300));
        }
        pipe.signal("addTables", addition(table));
        return Optional.of(table);
    }

    private static int changeSettings(WorkflowStub pipe, Random random) throws Exception {
        int batchSize = 0;
        for (int i = 0; i < REQUESTS_EACH; i++) {
            batchSize = 1000 + i;
            assertThat(update(pipe, "updateSettings", new UpdateSettingsRequest(null, batchSize, null, null, null, null,
                    null, null, null, "storm"))).isEqualTo(new Answer(true, ""));
            Thread.sleep(random.nextInt(1500));
        }
        return batchSize;
    }

    private static boolean pauseAndResume(WorkflowStub pipe, Random random) throws Exception {
        for (int i = 0; i < REQUESTS_EACH; i++) {
            switch (random.nextInt(4)) {
                case 0 -> pipe.signal("pause", REQUEST);
                case 1 -> pipe.signal("resume", REQUEST);
                case 2 -> allowed(update(pipe, "pause", REQUEST), "ClickPipe was resumed before it was Paused");
                default -> allowed(update(pipe, "resume", REQUEST), "ClickPipe is already running");
            }
            Thread.sleep(random.nextInt(1500));
            pipe.signal("resume", REQUEST);
        }
        return true;
    }

    private boolean loadAgain(WorkflowStub pipe, Random random) throws Exception {
        for (int i = 0; i < REQUESTS_EACH / 4; i++) {
            allowed(switch (random.nextInt(3)) {
                case 0 -> update(pipe, "resync",
                        new ResyncRequest(List.of(database.table("t")), "storm"));
                case 1 -> update(pipe, "resync", new ResyncRequest(List.of(), "storm"));
                default -> update(pipe, "retryTables", REQUEST);
            }, "ClickPipe is [A-Z][a-z]+: no table of the pipe failed; .+");
            Thread.sleep(random.nextInt(6000));
        }
        return true;
    }

    private boolean nonsense(WorkflowStub pipe, Random random) throws Exception {
        for (int i = 0; i < REQUESTS_EACH; i++) {
            switch (random.nextInt(6)) {
                case 0 -> refused(update(pipe, "dropTables", removal("nobody")), "the pipe has no table");
                case 1 -> refused(update(pipe, "addTables", addition("t")), "the pipe copies");
                case 2 -> refused(update(pipe, "updateSettings", new UpdateSettingsRequest(null, null, null, null, null,
                        null, null, null, null, null)), "it names no setting");
                case 3 -> pipe.signal("addTables", "not an object");
                case 4 -> pipe.signal("resync", new ResyncRequest(List.of(database.table("nobody")), "storm"));
                default -> pipe.signal("nobodyKnowsThis", REQUEST);
            }
            Thread.sleep(random.nextInt(1500));
        }
        return true;
    }

    private boolean write(Random random) throws Exception {
        for (int i = 0; i < 10 * REQUESTS_EACH; i++) {
            String table = List.of("t", "u", "a", "b", "c", "signalled").get(random.nextInt(6));
            database.run("INSERT INTO " + table + " (v) VALUES (" + i + ")",
                    "UPDATE " + table + " SET v = v + 1 WHERE id = " + (1 + random.nextInt(5)));
            Thread.sleep(random.nextInt(150));
        }
        return true;
    }

    /** As the API asks: once more what met the workflow on its way into a new run. */
    private static Answer update(WorkflowStub pipe, String word, Object argument) throws InterruptedException {
        while (true) {
            try {
                pipe.startUpdate(UpdateOptions.newBuilder(PipeStatus.class).setUpdateName(word)
                        .setWaitForStage(WorkflowUpdateStage.ACCEPTED).build(), argument).getResult();
                return new Answer(true, "");
            } catch (WorkflowUpdateException refusal) {
                return new Answer(false, refusal.getCause() instanceof ApplicationFailure failure
                        ? failure.getOriginalMessage()
                        : refusal.toString());
            } catch (WorkflowServiceException onTheWay) {
                assertThat(onTheWay).hasStackTraceContaining("unexpected workflow task failure");
                Thread.sleep(100);
            }
        }
    }

    private static void allowed(Answer answer, String refusal) {
        if (!answer.done()) {
            assertThat(answer.refusal()).matches(refusal);
        }
    }

    private static void refused(Answer answer, String refusal) {
        assertThat(answer.refusal()).startsWith(refusal);
    }
}

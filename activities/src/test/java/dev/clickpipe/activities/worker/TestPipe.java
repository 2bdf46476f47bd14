package dev.clickpipe.activities.worker;

import dev.clickpipe.deploy.parts.source.SourceServer;
import dev.clickpipe.workflows.contract.TaskQueues;
import dev.clickpipe.workflows.pipe.AddTablesRequest;
import dev.clickpipe.workflows.pipe.DropTablesRequest;
import dev.clickpipe.workflows.pipe.EventLogEntry;
import dev.clickpipe.workflows.pipe.PipeAttributes;
import dev.clickpipe.workflows.pipe.PipeDescription;
import dev.clickpipe.workflows.pipe.PipeRequest;
import dev.clickpipe.workflows.pipe.PipeStart;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.PipeStatus;
import dev.clickpipe.workflows.pipe.PipeWorkflow;
import dev.clickpipe.workflows.pipe.ResyncRequest;
import dev.clickpipe.workflows.pipe.UpdateSettingsRequest;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.secrets.SealedSecret;
import dev.clickpipe.workflows.secrets.SecretSealer;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.OutOfRange;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.ReplicationSettings;
import dev.clickpipe.workflows.settings.SourceConnection;
import dev.clickpipe.workflows.settings.SourceType;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import dev.clickpipe.workflows.settings.TlsSettings;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A pipe of a test: as the API would create it, and what a test asks of it. */
final class TestPipe {
    /** How long anything may take that is waited for. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    final PipeWorkflow workflow;
    final PipeConfiguration configuration;

    private TestPipe(PipeWorkflow workflow, PipeConfiguration configuration) {
        this.workflow = workflow;
        this.configuration = configuration;
    }

    /** Starts a pipe that tells positions in one way or the other. */
    static TestPipe start(RunningWorkers workers, SourceServer source, SourceType type, ReplicationMode mode,
            ReplicationMechanism mechanism, String database, List<TableMapping> mappings) {
        return start(workers, source, type, mode, mechanism, null, database, mappings);
    }

    /** The same from a position that a person chose; null for none. */
    static TestPipe start(RunningWorkers workers, SourceServer source, SourceType type, ReplicationMode mode,
            ReplicationMechanism mechanism, @Nullable Coordinates chosen, String database,
            List<TableMapping> mappings) {
        return start(workers, source, type, new ReplicationSettings(mode, mechanism, 1, 100_000, false,
                true, 4, 1000, 2, false, OutOfRange.NEAREST).startingAt(chosen), database, mappings);
    }

    /** The same with any settings. */
    static TestPipe start(RunningWorkers workers, SourceServer source, SourceType type,
            ReplicationSettings replication, String database, List<TableMapping> mappings) {
        UUID pipeId = UUID.randomUUID();
        SourceConnection connection = new SourceConnection(pipeId, type, source.host(), source.port(), source.user(),
                SecretSealer.fromText(workers.keys.publicKey()).seal(source.password(), pipeId, source.host()),
                new TlsSettings(true, false, null, null), null);
        PipeConfiguration configuration = new PipeConfiguration(pipeId, workers.serviceId, "pipe into " + database,
                connection, replication, mappings, database, 1, Instant.now());
        PipeWorkflow workflow = workers.client.newWorkflowStub(PipeWorkflow.class,
                WorkflowOptions.newBuilder().setWorkflowId(PipeWorkflow.workflowId(pipeId))
                        .setTaskQueue(TaskQueues.CONTROL)
                        .setTypedSearchAttributes(PipeAttributes.of(configuration, PipeState.PROVISIONING))
                        .setMemo(PipeStatus.starting(Instant.now()).memoWith(configuration)).build());
        WorkflowClient.start(workflow::run, new PipeStart(configuration, false, null));
        return new TestPipe(workflow, configuration);
    }

    /** Waits until the journal has so many entries that begin so; fails at once when the pipe is Failed. */
    void awaitEntries(String beginning, int times) {
        Awaitility.await().atMost(PATIENCE).until(workflow::describe, description -> {
            List<String> entries = description.journal().stream().map(EventLogEntry::sentence).toList();
            if (description.state() == PipeState.FAILED
                    || entries.stream().anyMatch(entry -> entry.startsWith("Not loaded"))) {
                throw new AssertionError(String.join("\n", entries));
            }
            return entries.stream().filter(entry -> entry.startsWith(beginning)).count() >= times;
        });
    }

    /** Waits until a table that was loaded alone stands in its place, and nothing is loaded any more. */
    void awaitLoaded(TableName table) {
        Awaitility.await().atMost(PATIENCE).until(workflow::describe,
                description -> description.journal().stream()
                        .anyMatch(entry -> entry.sentence().equals("Loaded and swapped in: " + table.quoted())));
    }

    /** Waits until a table was loaded alone so many times. */
    void awaitLoadedAgain(TableName table, int times) {
        Awaitility.await().atMost(PATIENCE).until(workflow::describe,
                description -> description.journal().stream()
                        .filter(entry -> entry.sentence().equals("Loaded and swapped in: " + table.quoted()))
                        .count() >= times);
    }

    /** Waits until the pipe is in a state; fails at once when it is Failed instead. */
    PipeDescription await(PipeState state) {
        return Awaitility.await().atMost(PATIENCE).until(workflow::describe, description -> {
            if (description.state() == PipeState.FAILED && state != PipeState.FAILED) {
                throw new AssertionError("The pipe is Failed: " + description.error());
            }
            return description.state() == state;
        });
    }

    /** A password as the pipe can open it. */
    SealedSecret sealed(RunningWorkers workers, String password) {
        return sealed(workers, password, configuration.source().host());
    }

    /** The same for another host. */
    SealedSecret sealed(RunningWorkers workers, String password, String host) {
        return SecretSealer.fromText(workers.keys.publicKey()).seal(password, configuration.pipeId(), host);
    }

    /** Gives the pipe another password to connect with. */
    void changePassword(RunningWorkers workers, String password) {
        workflow.updateSettings(new UpdateSettingsRequest(null, null, null, null, null, null, sealed(workers, password),
                null, null, "test"));
    }

    void pause() {
        workflow.pause(new PipeRequest("test"));
    }

    void resume() {
        workflow.resume(new PipeRequest("test"));
    }

    void retryTables() {
        workflow.retryTables(new PipeRequest("test"));
    }

    /** Asks to load these tables again, all when none is named. */
    void resync(TableName... tables) {
        workflow.resync(new ResyncRequest(List.of(tables), "test"));
    }

    void addTables(TableMapping... mappings) {
        workflow.addTables(new AddTablesRequest(List.of(mappings), "test"));
    }

    void dropTables(TableName... tables) {
        workflow.dropTables(new DropTablesRequest(List.of(tables), "test"));
    }

    void delete() {
        workflow.delete(new PipeRequest("end of the test"));
    }

    /** Deletes it and waits until nothing of it runs. */
    void deleteAndAwait() throws TimeoutException {
        delete();
        WorkflowStub.fromTyped(workflow).getResult(PATIENCE.toSeconds(), TimeUnit.SECONDS, Void.class);
    }
}

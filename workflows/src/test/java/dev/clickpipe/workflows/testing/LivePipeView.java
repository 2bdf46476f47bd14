package dev.clickpipe.workflows.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.clickpipe.workflows.pipe.EventLogEntry;
import dev.clickpipe.workflows.pipe.PipeAttributes;
import dev.clickpipe.workflows.pipe.PipeDescription;
import dev.clickpipe.workflows.pipe.PipeRequest;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.PipeStatus;
import dev.clickpipe.workflows.pipe.PipeWorkflow;
import dev.clickpipe.workflows.pipe.TableState;
import dev.clickpipe.workflows.pipe.TableSummary;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.sdk.v1.WorkflowInteractionDefinition;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A pipe as its users see it. */
public final class LivePipeView {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final WorkflowClient client;
    private final WorkflowStub stub;

    LivePipeView(WorkflowClient client, WorkflowStub stub) {
        this.client = client;
        this.stub = client.newUntypedWorkflowStub(stub.getExecution().getWorkflowId());
    }

    public PipeWorkflow updates() {
        return client.newWorkflowStub(PipeWorkflow.class, stub.getExecution().getWorkflowId());
    }

    /** Sends a signal as tools do: by name, with one JSON argument. */
    public LivePipeView signal(String name) {
        stub.signal(name, new PipeRequest("a test"));
        return this;
    }

    /** Sends a signal with whatever arguments. */
    public void signalWith(String name, Object... arguments) {
        stub.signal(name, arguments);
    }

    public WorkflowExecutionDescription execution() {
        return stub.describe();
    }

    /** Whether an activity is on its way. */
    public boolean pending(String activityType) {
        return execution().getRawDescription().getPendingActivitiesList().stream()
                .anyMatch(activity -> activity.getActivityType().getName().equals(activityType));
    }

    /** The state as the search attribute has it: workers take no part. */
    public String state() {
        return Objects.requireNonNullElse(execution().getTypedSearchAttributes().get(PipeAttributes.STATE), "");
    }

    /** The memo, likewise. */
    public PipeStatus status() {
        return Objects.requireNonNull((PipeStatus) execution().getMemo(PipeStatus.MEMO, PipeStatus.class));
    }

    /** The configuration that the memo shows. */
    public PipeConfiguration configuration() {
        return Objects.requireNonNull((PipeConfiguration) execution().getMemo(PipeStatus.CONFIGURATION_MEMO,
                PipeConfiguration.class));
    }

    /** The tables of that. */
    public List<TableName> configuredTables() {
        return configuration().tables().stream().map(TableMapping::source).toList();
    }

    public PipeDescription description() {
        return stub.query("describe", PipeDescription.class);
    }

    public Map<TableName, TableState> tableStates() {
        return description().tables().stream().collect(Collectors.toMap(TableSummary::source, TableSummary::state));
    }

    public List<String> journal() {
        return description().journal().stream().map(EventLogEntry::sentence).toList();
    }

    /** The Markdown of the Web UI. */
    public String details() {
        return metadata().getCurrentDetails();
    }

    /** Signals as the Web UI describes them, by name. */
    public Map<String, String> signals() {
        return metadata().getDefinition().getSignalDefinitionsList().stream()
                .collect(Collectors.toMap(WorkflowInteractionDefinition::getName,
                        WorkflowInteractionDefinition::getDescription));
    }

    private WorkflowMetadata metadata() {
        return stub.query("__temporal_workflow_metadata", WorkflowMetadata.class);
    }

    public LivePipeView awaitState(PipeState state) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(this::state, state.wireName()::equals);
        return this;
    }

    /** Waits until the journal has an entry that begins so. */
    public void awaitEntry(String beginning) {
        await().until(() -> journal().stream().anyMatch(entry -> entry.startsWith(beginning)));
    }

    /**
     * Waits until what so many reloads left is dropped. The server of these tests hangs when a call is cancelled that
     * has just ended, which a request would do.
     */
    public void awaitCleared(PipeTestEnvironment stage, int tables) {
        await().atMost(PATIENCE).until(() -> stage.loading.dropped.size() >= tables && !pending("DropLeftovers"));
    }

    public void awaitClosed() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> execution().getStatus(),
                WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED::equals);
    }

    /** An update is refused with a sentence that begins so. */
    public static void assertRefused(Runnable update, String reason) {
        assertThatThrownBy(update::run).isInstanceOf(WorkflowUpdateException.class)
                .satisfies(refused -> assertThat(refused.getCause()).isInstanceOfSatisfying(ApplicationFailure.class,
                        cause -> assertThat(cause.getOriginalMessage()).startsWith(reason)));
    }

    /** The whole sentence with which an update is refused. */
    public static String refusal(Runnable update) {
        WorkflowUpdateException refused = assertThrows(WorkflowUpdateException.class, update::run);
        return ((ApplicationFailure) Objects.requireNonNull(refused.getCause())).getOriginalMessage();
    }

    /** Presses Cancel in the Web UI. */
    public void cancel() {
        stub.cancel();
    }

    public void delete() {
        signal("delete").awaitClosed();
    }
}

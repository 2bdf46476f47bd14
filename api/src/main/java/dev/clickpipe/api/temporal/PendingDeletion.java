package dev.clickpipe.api.temporal;

import dev.clickpipe.workflows.pipe.PipeWorkflow;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryReverseRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;

/** A deletion that nobody has read yet, because no worker runs: the latest events of a pipe's history have it. */
final class PendingDeletion {
    /** Many more than people ask for while no worker runs. */
    private static final int EVENTS = 100;

    private final WorkflowClient client;
    private final TemporalCalls calls;

    PendingDeletion(WorkflowClient client, TemporalCalls calls) {
        this.client = client;
        this.calls = calls;
    }

    /** Whether the pipe ends as soon as a worker runs. Asks for no history while the pipe has nothing to read. */
    boolean awaits(WorkflowExecutionDescription pipe) {
        if (!pipe.getRawDescription().hasPendingWorkflowTask()) {
            return false;
        }
        GetWorkflowExecutionHistoryReverseRequest latest = GetWorkflowExecutionHistoryReverseRequest.newBuilder()
                .setNamespace(client.getOptions().getNamespace()).setExecution(pipe.getExecution())
                .setMaximumPageSize(EVENTS).build();
        return calls.server(() -> client.getWorkflowServiceStubs().blockingStub()
                .getWorkflowExecutionHistoryReverse(latest)).getHistory().getEventsList().stream()
                .takeWhile(event -> event.getEventType() != EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
                .anyMatch(PendingDeletion::deletes);
    }

    private static boolean deletes(HistoryEvent event) {
        return event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED
                || event.getWorkflowExecutionSignaledEventAttributes().getSignalName().equals(PipeWorkflow.DELETE);
    }
}

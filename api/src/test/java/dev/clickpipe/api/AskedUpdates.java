package dev.clickpipe.api;

import dev.clickpipe.workflows.pipe.PipeWorkflow;
import io.temporal.api.update.v1.Input;
import io.temporal.client.WorkflowClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** The updates that a pipe took on, in order, as its history has them: name and JSON argument of each. */
final class AskedUpdates {
    private AskedUpdates() {}

    /** @param pipe path of a pipe, its id last */
    static List<String> of(WorkflowClient client, String pipe) {
        UUID pipeId = UUID.fromString(pipe.substring(pipe.lastIndexOf('/') + 1));
        return client.fetchHistory(PipeWorkflow.workflowId(pipeId)).getEvents().stream()
                .filter(event -> event.hasWorkflowExecutionUpdateAcceptedEventAttributes())
                .map(event -> shown(event.getWorkflowExecutionUpdateAcceptedEventAttributes().getAcceptedRequest()
                        .getInput()))
                .toList();
    }

    private static String shown(Input input) {
        return input.getName() + " " + input.getArgs().getPayloads(0).getData().toString(StandardCharsets.UTF_8);
    }
}

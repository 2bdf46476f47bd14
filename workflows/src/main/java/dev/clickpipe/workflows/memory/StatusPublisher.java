package dev.clickpipe.workflows.memory;

import dev.clickpipe.workflows.pipe.PipeAttributes;
import dev.clickpipe.workflows.pipe.PipeStatus;
import dev.clickpipe.workflows.pipe.PipeWorkflow;
import io.temporal.workflow.Workflow;
import java.util.Map;

/** Shows a pipe where people look: search attribute and memo (two events of the history), details (none). */
public final class StatusPublisher {
    private StatusPublisher() {}

    /** After a change of state. */
    public static void publish(LivePipe pipe) {
        Workflow.upsertTypedSearchAttributes(PipeAttributes.STATE.valueSet(pipe.state().wireName()));
        Workflow.upsertMemo(Map.of(PipeStatus.MEMO, pipe.status()));
        showDetails(pipe);
    }

    /** At the beginning of a run: all of it, whatever its starter gave. */
    public static void publishWhole(LivePipe pipe) {
        Workflow.upsertTypedSearchAttributes(PipeAttributes.STATE.valueSet(pipe.state().wireName()),
                PipeAttributes.NAME.valueSet(pipe.configuration().name()),
                PipeAttributes.SERVICE.valueSet(pipe.serviceId().toString()));
        Workflow.upsertMemo(pipe.status().memoWith(pipe.configuration()));
        showDetails(pipe);
    }

    /** After another name was given. */
    static void publishName(LivePipe pipe) {
        Workflow.upsertTypedSearchAttributes(PipeAttributes.NAME.valueSet(pipe.configuration().name()));
    }

    /** After a change of what a person configured. */
    public static void publishConfiguration(LivePipe pipe) {
        Workflow.upsertMemo(pipe.status().memoWith(pipe.configuration()));
        showDetails(pipe);
    }

    /** The Markdown alone. */
    public static void showDetails(LivePipe pipe) {
        Workflow.setCurrentDetails(WebUiDetails.markdown(pipe));
    }

    /** Workflow id of the pipe's snapshot. */
    public static String snapshotWorkflowId(LivePipe pipe) {
        return PipeWorkflow.workflowId(pipe.configuration().pipeId()) + "-snapshot";
    }
}

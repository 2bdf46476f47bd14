package dev.clickpipe.workflows.pipe;

import io.temporal.common.converter.RawValue;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A pipe for its whole life. Its id is {@link #workflowId}; it closes only when the pipe is deleted. */
@WorkflowInterface
public interface PipeWorkflow {
    /** Type of the failure of an update that was taken on and then overtaken by another request. */
    String OVERTAKEN = "OVERTAKEN";

    /** Name of the signal and of the update that end the pipe. */
    String DELETE = "delete";

    /** Workflow id of a pipe. */
    static String workflowId(UUID pipeId) {
        return "clickpipe-" + pipeId;
    }

    /** Lives until the pipe is deleted. */
    @WorkflowMethod(name = "PipeWorkflow")
    void run(PipeStart start);

    /** Signal {@code pause}. The argument is read by the pipe, so that one that cannot be read is refused in its journal. */
    @SignalMethod(name = "pause", description = "Stop pulling data; what is in ClickHouse stays. JSON: {\"reason\":\"...\"} or nothing")
    void signalPause(@Nullable RawValue request);

    /** Signal {@code resume}. */
    @SignalMethod(name = "resume", description = "Go on from where the pipe was paused. JSON: {\"reason\":\"...\"} or nothing")
    void signalResume(@Nullable RawValue request);

    /** Signal {@code delete}. */
    @SignalMethod(name = DELETE, description = "End the pipe; its tables in ClickHouse stay. JSON: {\"reason\":\"...\"} or nothing")
    void signalDelete(@Nullable RawValue request);

    /** Signal {@code updateSettings}, a {@link UpdateSettingsRequest}. */
    @SignalMethod(name = "updateSettings", description = "Go on with other settings. JSON: {\"syncIntervalSeconds\":10,"
            + "\"pullBatchSize\":100000,\"useCompression\":true,\"initialLoadParallelism\":4,"
            + "\"snapshotNumRowsPerPartition\":500000,\"snapshotNumberOfParallelTables\":1,\"port\":3306,"
            + "\"username\":\"...\",\"serverId\":4711,\"reason\":\"...\"}, any of them. Host, password and TLS: over HTTP")
    void signalUpdateSettings(@Nullable RawValue request);

    /** Signal {@code dropTables}, a {@link DropTablesRequest}. */
    @SignalMethod(name = "dropTables", description = "Follow tables no longer; their tables in ClickHouse stay. JSON:"
            + " {\"tables\":[{\"schema\":\"shop\",\"table\":\"orders\"}],\"reason\":\"...\"}")
    void signalDropTables(@Nullable RawValue request);

    /** Signal {@code addTables}, an {@link AddTablesRequest}. */
    @SignalMethod(name = "addTables", description = "Copy more tables; the others are followed meanwhile. JSON:"
            + " {\"tables\":[{\"source\":{\"schema\":\"shop\",\"table\":\"orders\"},\"target\":\"shop_orders\"}],"
            + "\"reason\":\"...\"}")
    void signalAddTables(@Nullable RawValue request);

    /** Signal {@code resync}, a {@link ResyncRequest}. */
    @SignalMethod(name = "resync", description = "Load tables again beside those that people read, and swap them in. JSON:"
            + " {\"tables\":[{\"schema\":\"shop\",\"table\":\"orders\"}],\"reason\":\"...\"}; without tables, or"
            + " nothing: all of them")
    void signalResync(@Nullable RawValue request);

    /** Signal {@code retryTables}. */
    @SignalMethod(name = "retryTables", description = "Load again the tables that failed while the others went on. JSON:"
            + " {\"reason\":\"...\"} or nothing")
    void signalRetryTables(@Nullable RawValue request);

    /** Update {@code pause}: returns once nothing more can arrive. */
    @UpdateMethod(name = "pause", description = "Pause, answered when the pipe is Paused")
    PipeStatus pause(PipeRequest request);

    /** Refuses a pause that makes no sense. */
    @UpdateValidatorMethod(updateName = "pause")
    void validatePause(PipeRequest request);

    /** Update {@code resume}: returns once the pipe has left Paused. */
    @UpdateMethod(name = "resume", description = "Resume, answered when the pipe has left Paused")
    PipeStatus resume(PipeRequest request);

    /** Refuses a resume that makes no sense. */
    @UpdateValidatorMethod(updateName = "resume")
    void validateResume(PipeRequest request);

    /** Update {@code delete}: returns once nothing of the pipe runs any more. */
    @UpdateMethod(name = DELETE, description = "Delete, answered when nothing of the pipe runs any more")
    PipeStatus delete(PipeRequest request);

    /** Update {@code updateSettings}: returns once they are in force. */
    @UpdateMethod(name = "updateSettings", description = "Go on with other settings, answered when they are in force")
    PipeStatus updateSettings(UpdateSettingsRequest request);

    /** Refuses settings that make no sense. */
    @UpdateValidatorMethod(updateName = "updateSettings")
    void validateUpdateSettings(UpdateSettingsRequest request);

    /**
     * Update {@code edit}: all that a PATCH of the API asks for, of which everything is made or nothing; returns once it is.
     * Signals do the same with one part each. A name alone needs it, because only the service knows which are free: it is
     * asked first, by {@link dev.clickpipe.workflows.service.ServiceWorkflow#rename}.
     */
    @UpdateMethod(name = "edit", description = "Change name, settings and tables at once: all of it, or nothing")
    PipeStatus edit(EditRequest request);

    /** Refuses it when one of its parts would be refused behind the others. */
    @UpdateValidatorMethod(updateName = "edit")
    void validateEdit(EditRequest request);

    /** Update {@code dropTables}: returns once nothing of them can arrive any more. */
    @UpdateMethod(name = "dropTables", description = "Follow tables no longer, answered when nothing of them can arrive")
    PipeStatus dropTables(DropTablesRequest request);

    /** Refuses tables that the pipe does not have. */
    @UpdateValidatorMethod(updateName = "dropTables")
    void validateDropTables(DropTablesRequest request);

    /** Update {@code addTables}: returns once they are the pipe's, and before they are loaded. */
    @UpdateMethod(name = "addTables", description = "Copy more tables, answered when the pipe has them and before they are"
            + " loaded")
    PipeStatus addTables(AddTablesRequest request);

    /** Refuses tables that the pipe has, and targets that are taken. */
    @UpdateValidatorMethod(updateName = "addTables")
    void validateAddTables(AddTablesRequest request);

    /** Update {@code resync}: returns once it has begun, or waits for its turn. */
    @UpdateMethod(name = "resync", description = "Load tables again, answered when it has begun")
    PipeStatus resync(ResyncRequest request);

    /** Refuses tables that the pipe does not have, and states that it fits not. */
    @UpdateValidatorMethod(updateName = "resync")
    void validateResync(ResyncRequest request);

    /** Update {@code retryTables}: returns once it has begun, or waits for its turn. */
    @UpdateMethod(name = "retryTables", description = "Load failed tables again, answered when it has begun")
    PipeStatus retryTables(PipeRequest request);

    /** Refuses it when no table failed. */
    @UpdateValidatorMethod(updateName = "retryTables")
    void validateRetryTables(PipeRequest request);

    /** Query {@code describe}. */
    @QueryMethod(name = "describe", description = "State, tables, position, error")
    PipeDescription describe();
}

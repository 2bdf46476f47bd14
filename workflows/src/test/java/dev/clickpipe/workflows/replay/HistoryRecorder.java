package dev.clickpipe.workflows.replay;

import dev.clickpipe.workflows.testing.LivePipeView;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/** Writes histories of workflows into the folder that {@link ReplayTest} replays, as the temporal command does. */
final class HistoryRecorder {
    /** The folder, in the sources. */
    static final Path FOLDER = Path.of(System.getProperty("project.root", ".."), "workflows", "src", "test",
            "resources",
            "histories");

    private final WorkflowClient client;

    HistoryRecorder(WorkflowClient client) {
        this.client = client;
    }

    /** The latest run of a workflow, under a name that says what is in it. */
    void record(String workflowId, String name) {
        // The identity of a worker is the process and machine it ran on, which nobody needs.
        String json = client.fetchHistory(workflowId).toJson(true).replaceAll("\"identity\": \"\\d+@[^\"]*\"",
                "\"identity\": \"recorder\"");
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(FOLDER.resolve(name + ".json"), json + "\n");
        } catch (IOException e) {
            throw new IllegalStateException("cannot write the history " + name, e);
        }
    }

    /** The same for a pipe, which must be in the middle of something. */
    void record(LivePipeView pipe, String name, Supplier<Boolean> ready) {
        Awaitility.await().until(ready::get, Boolean.TRUE::equals);
        record(pipe.execution().getExecution().getWorkflowId(), name);
    }
}

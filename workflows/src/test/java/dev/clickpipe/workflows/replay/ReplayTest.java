package dev.clickpipe.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clickpipe.workflows.registration.RegisteredWorkflows;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowReplayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What workflows did once, the code of today does again, step by step. */
class ReplayTest {
    static Stream<Path> histories() throws IOException {
        try (Stream<Path> files = Files.list(HistoryRecorder.FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
        }
    }

    @Test
    void thereAreHistoriesOfEveryWorkflow() throws IOException {
        assertThat(histories()).extracting(file -> file.getFileName().toString())
                .anyMatch(name -> name.startsWith("pipe-")).anyMatch(name -> name.startsWith("snapshot-"))
                .anyMatch(name -> name.startsWith("service-"));
    }

    @ParameterizedTest
    @MethodSource("histories")
    void replays(Path history) throws Exception {
        WorkflowReplayer.replayWorkflowExecution(
                WorkflowExecutionHistory.fromJson(Files.readString(history)), RegisteredWorkflows.classes()[0],
                Stream.of(RegisteredWorkflows.classes()).skip(1).toArray(Class<?>[]::new));
    }

    @Test
    void anotherOrderWouldBeNoticed() throws IOException {
        String history = Files.readString(histories().findFirst().orElseThrow()).replace("AnswerReady", "AnswerOther");
        assertThatThrownBy(() -> WorkflowReplayer.replayWorkflowExecution(WorkflowExecutionHistory.fromJson(history),
                RegisteredWorkflows.classes()[0])).hasMessageContaining("AnswerOther");
    }
}

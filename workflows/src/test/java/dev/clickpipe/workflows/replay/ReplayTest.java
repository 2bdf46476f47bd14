package dev.clickpipe.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clickpipe.workflows.pipe.PipeAttributes;
import dev.clickpipe.workflows.pipe.PipeStart;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.PipeWorkflow;
import dev.clickpipe.workflows.registration.RegisteredWorkflows;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.testing.WorkflowReplayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
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

    @Test
    void theyLeadAPipeThroughEveryState() throws IOException {
        Set<String> seen = events().filter(HistoryEvent::hasUpsertWorkflowSearchAttributesEventAttributes)
                .map(event -> event.getUpsertWorkflowSearchAttributesEventAttributes().getSearchAttributes())
                .filter(attributes -> attributes.containsIndexedFields(PipeAttributes.STATE.getName()))
                .map(attributes -> read(attributes.getIndexedFieldsOrThrow(PipeAttributes.STATE.getName()),
                        String.class))
                .collect(Collectors.toSet());
        assertThat(seen).containsExactlyInAnyOrderElementsOf(
                Stream.of(PipeState.values()).map(PipeState::wireName).toList());
    }

    /** What runs hand to each other was written by an earlier build, too. */
    @Test
    void oneBeginsInTheMiddleOfALoadThatTheRunBeforeBegan() throws IOException {
        assertThat(events().filter(HistoryEvent::hasWorkflowExecutionStartedEventAttributes)
                .map(HistoryEvent::getWorkflowExecutionStartedEventAttributes)
                .filter(start -> start.getWorkflowType().getName().equals(PipeWorkflow.class.getSimpleName()))
                .map(start -> read(start.getInput().getPayloads(0), PipeStart.class).carried())
                .filter(Objects::nonNull)).anySatisfy(carried -> {
                    assertThat(carried.reload()).isNotNull();
                    assertThat(carried.problems()).isNotEmpty();
                });
    }

    /** As the Web UI shows it; what waits or works is a sentence there. */
    @Test
    void eachActivityAndEachTimerTellsWhatItIsFor() throws IOException {
        assertThat(events().filter(event -> event.hasActivityTaskScheduledEventAttributes()
                || event.hasTimerStartedEventAttributes())).isNotEmpty().allSatisfy(event -> {
                    assertThat(event.getUserMetadata().hasSummary()).isTrue();
                    assertThat(read(event.getUserMetadata().getSummary(), String.class)).matches("[A-Z]\\S* .+");
                });
    }

    private static Stream<HistoryEvent> events() throws IOException {
        List<HistoryEvent> events = new ArrayList<>();
        for (Path history : histories().toList()) {
            events.addAll(WorkflowExecutionHistory.fromJson(Files.readString(history)).getEvents());
        }
        return events.stream();
    }

    private static <T> T read(Payload payload, Class<T> type) {
        return DefaultDataConverter.STANDARD_INSTANCE.fromPayload(payload, type, type);
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
        String history = Files.readString(HistoryRecorder.FOLDER.resolve("pipe-running.json"))
                .replace("AnswerReady", "AnswerOther");
        assertThatThrownBy(() -> WorkflowReplayer.replayWorkflowExecution(WorkflowExecutionHistory.fromJson(history),
                RegisteredWorkflows.classes()[0])).hasMessageContaining("AnswerOther");
    }
}

package dev.clickpipe.workflows.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clickpipe.workflows.pipe.PipeState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DiagramTest {
    private static final Path README = Path.of(System.getProperty("project.root", ".."), "workflows", "README.md");

    @Test
    void theReadmeShowsTheStateMachineAsItIs() throws IOException {
        assertThat(Files.readString(README))
                .as("replace the diagram in workflows/README.md by the text that is missing here")
                .contains("```mermaid\n" + Diagram.mermaid() + "```\n");
    }

    @Test
    void anEventLeadsToOneState() {
        assertThat(PipeMachine.TRANSITIONS)
                .extracting(transition -> transition.from() + " " + transition.event()).doesNotHaveDuplicates();
    }

    @Test
    void anUnlistedTransitionFailsLoudly() {
        assertThatThrownBy(() -> PipeMachine.transition(PipeState.COMPLETED, PipeEvent.LOADED))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("LOADED in COMPLETED");
    }

    @Test
    void everyStateButTheLastCanBeLeft() {
        assertThat(PipeMachine.TRANSITIONS).allSatisfy(transition -> assertThat(PipeMachine.TRANSITIONS)
                .anyMatch(next -> transition.to() == PipeMachine.LAST || next.from() == transition.to()));
    }
}

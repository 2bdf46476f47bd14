package dev.clickpipe.workflows.machine;

import dev.clickpipe.workflows.pipe.PipeState;
import java.util.stream.Collectors;

/** The state machine as a Mermaid diagram, as the README shows it. */
public final class Diagram {
    private Diagram() {}

    /** The text between the fences. */
    public static String mermaid() {
        return PipeMachine.TRANSITIONS.stream()
                .map(transition -> line(transition.from(), transition.to()) + " : " + transition.event().sentence())
                .collect(Collectors.joining("\n",
                        "stateDiagram-v2\n    [*] --> " + PipeMachine.FIRST.wireName() + "\n",
                        "\n    " + PipeMachine.LAST.wireName() + " --> [*]\n"));
    }

    private static String line(PipeState from, PipeState to) {
        return "    " + from.wireName() + " --> " + to.wireName();
    }
}

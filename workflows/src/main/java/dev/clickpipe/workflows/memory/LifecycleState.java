package dev.clickpipe.workflows.memory;

import dev.clickpipe.workflows.machine.PipeEvent;
import dev.clickpipe.workflows.machine.PipeMachine;
import dev.clickpipe.workflows.machine.Transition;
import dev.clickpipe.workflows.pipe.PipeState;
import io.temporal.workflow.Workflow;
import java.time.Instant;

/** Where in its life a pipe is. */
final class LifecycleState {
    private PipeState state;
    private Instant since;
    private boolean provisioned;
    private int pausesReached;

    LifecycleState(PipeState state, Instant since) {
        this.state = state;
        this.since = since;
        provisioned = state != PipeState.PROVISIONING;
    }

    /** Takes the transition of an event, of which there has to be one. */
    Transition take(PipeEvent event) {
        Transition transition = PipeMachine.transition(state, event);
        state = transition.to();
        since = Instant.ofEpochMilli(Workflow.currentTimeMillis());
        if (state == PipeState.PAUSED) {
            pausesReached++;
        }
        if (state == PipeState.PROVISIONING) {
            provisioned = false;
        } else if (event == PipeEvent.COMPUTE_READY) {
            provisioned = true;
        }
        return transition;
    }

    PipeState state() {
        return state;
    }

    Instant since() {
        return since;
    }

    /** Whether the service's workers answered. */
    boolean provisioned() {
        return provisioned;
    }

    /** How often Paused was reached in this run. */
    int pausesReached() {
        return pausesReached;
    }
}

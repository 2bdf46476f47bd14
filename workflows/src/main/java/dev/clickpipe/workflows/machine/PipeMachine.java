package dev.clickpipe.workflows.machine;

import static dev.clickpipe.workflows.machine.PipeEvent.CHANGE;
import static dev.clickpipe.workflows.machine.PipeEvent.RESUME_PROVISIONING;
import static dev.clickpipe.workflows.machine.PipeEvent.TABLE_FAILED;
import static dev.clickpipe.workflows.machine.PipeEvent.GIVEN_UP;
import static dev.clickpipe.workflows.machine.PipeEvent.SWAPPED;
import static dev.clickpipe.workflows.machine.PipeEvent.LOADED_BESIDE;
import static dev.clickpipe.workflows.machine.PipeEvent.RELOAD;
import static dev.clickpipe.workflows.machine.PipeEvent.COMPUTE_READY;
import static dev.clickpipe.workflows.machine.PipeEvent.DELETE;
import static dev.clickpipe.workflows.machine.PipeEvent.ENDED;
import static dev.clickpipe.workflows.machine.PipeEvent.ERROR;
import static dev.clickpipe.workflows.machine.PipeEvent.LEFT_COMPLETED;
import static dev.clickpipe.workflows.machine.PipeEvent.LOADED;
import static dev.clickpipe.workflows.machine.PipeEvent.LOADED_ALL;
import static dev.clickpipe.workflows.machine.PipeEvent.PAUSE;
import static dev.clickpipe.workflows.machine.PipeEvent.RESUME_SETUP;
import static dev.clickpipe.workflows.machine.PipeEvent.RESUME_SNAPSHOT;
import static dev.clickpipe.workflows.machine.PipeEvent.RESUME_STREAM;
import static dev.clickpipe.workflows.machine.PipeEvent.STILL;
import static dev.clickpipe.workflows.machine.PipeEvent.STREAM_READY;
import static dev.clickpipe.workflows.machine.PipeEvent.TABLES_READY;
import static dev.clickpipe.workflows.pipe.PipeState.COMPLETED;
import static dev.clickpipe.workflows.pipe.PipeState.RESYNC;
import static dev.clickpipe.workflows.pipe.PipeState.DEGRADED;
import static dev.clickpipe.workflows.pipe.PipeState.FAILED;
import static dev.clickpipe.workflows.pipe.PipeState.MODIFYING;
import static dev.clickpipe.workflows.pipe.PipeState.PAUSED;
import static dev.clickpipe.workflows.pipe.PipeState.PAUSING;
import static dev.clickpipe.workflows.pipe.PipeState.PROVISIONING;
import static dev.clickpipe.workflows.pipe.PipeState.RUNNING;
import static dev.clickpipe.workflows.pipe.PipeState.SETUP;
import static dev.clickpipe.workflows.pipe.PipeState.SNAPSHOT;
import static dev.clickpipe.workflows.pipe.PipeState.STOPPED;
import static dev.clickpipe.workflows.pipe.PipeState.STOPPING;

import dev.clickpipe.workflows.pipe.PipeState;
import java.util.List;
import java.util.Optional;

/** All that can happen to a pipe, in one list; what is not in it cannot happen. */
public final class PipeMachine {
    /** Where a pipe begins. */
    public static final PipeState FIRST = PROVISIONING;
    /** Where it ends. */
    public static final PipeState LAST = STOPPED;

    /** The list. A pause asked for in Provisioning waits for its end: there is nothing to hold back yet. */
    public static final List<Transition> TRANSITIONS = List.of( //
            new Transition(PROVISIONING, COMPUTE_READY, SETUP), //
            new Transition(PROVISIONING, CHANGE, MODIFYING), //
            new Transition(PROVISIONING, ERROR, FAILED), //
            new Transition(PROVISIONING, DELETE, STOPPING), //
            new Transition(SETUP, TABLES_READY, SNAPSHOT), //
            new Transition(SETUP, STREAM_READY, RUNNING), //
            new Transition(SETUP, PAUSE, PAUSING), //
            new Transition(SETUP, CHANGE, MODIFYING), //
            new Transition(SETUP, GIVEN_UP, RUNNING), //
            new Transition(SETUP, LEFT_COMPLETED, COMPLETED), //
            new Transition(SETUP, TABLE_FAILED, DEGRADED), //
            new Transition(SETUP, ERROR, FAILED), //
            new Transition(SETUP, DELETE, STOPPING), //
            new Transition(SNAPSHOT, LOADED, RUNNING), //
            new Transition(SNAPSHOT, LOADED_ALL, COMPLETED), //
            new Transition(SNAPSHOT, LOADED_BESIDE, RESYNC), //
            new Transition(SNAPSHOT, GIVEN_UP, RUNNING), //
            new Transition(SNAPSHOT, LEFT_COMPLETED, COMPLETED), //
            new Transition(SNAPSHOT, TABLE_FAILED, DEGRADED), //
            new Transition(SNAPSHOT, PAUSE, PAUSING), //
            new Transition(SNAPSHOT, CHANGE, MODIFYING), //
            new Transition(SNAPSHOT, ERROR, FAILED), //
            new Transition(SNAPSHOT, DELETE, STOPPING), //
            new Transition(RUNNING, PAUSE, PAUSING), //
            new Transition(RUNNING, CHANGE, MODIFYING), //
            new Transition(RUNNING, RELOAD, SETUP), //
            new Transition(RUNNING, TABLE_FAILED, DEGRADED), //
            new Transition(RUNNING, ERROR, FAILED), //
            new Transition(RUNNING, DELETE, STOPPING), //
            new Transition(DEGRADED, PAUSE, PAUSING), //
            new Transition(DEGRADED, CHANGE, MODIFYING), //
            new Transition(DEGRADED, RELOAD, SETUP), //
            new Transition(DEGRADED, ERROR, FAILED), //
            new Transition(DEGRADED, DELETE, STOPPING), //
            new Transition(RESYNC, SWAPPED, RUNNING), //
            new Transition(RESYNC, LOADED_ALL, COMPLETED), //
            new Transition(RESYNC, GIVEN_UP, RUNNING), //
            new Transition(RESYNC, LEFT_COMPLETED, COMPLETED), //
            new Transition(RESYNC, TABLE_FAILED, DEGRADED), //
            new Transition(RESYNC, RELOAD, SETUP), //
            new Transition(RESYNC, PAUSE, PAUSING), //
            new Transition(RESYNC, CHANGE, MODIFYING), //
            new Transition(RESYNC, ERROR, FAILED), //
            new Transition(RESYNC, DELETE, STOPPING), //
            new Transition(PAUSING, STILL, PAUSED), //
            new Transition(PAUSING, ERROR, FAILED), //
            new Transition(PAUSING, DELETE, STOPPING), //
            new Transition(PAUSED, RESUME_SETUP, SETUP), //
            new Transition(PAUSED, RESUME_SNAPSHOT, SNAPSHOT), //
            new Transition(PAUSED, RESUME_STREAM, RUNNING), //
            new Transition(PAUSED, DELETE, STOPPING), //
            new Transition(MODIFYING, RESUME_PROVISIONING, PROVISIONING), //
            new Transition(MODIFYING, RESUME_SETUP, SETUP), //
            new Transition(MODIFYING, RESUME_SNAPSHOT, SNAPSHOT), //
            new Transition(MODIFYING, RESUME_STREAM, RUNNING), //
            new Transition(MODIFYING, ERROR, FAILED), //
            new Transition(MODIFYING, DELETE, STOPPING), //
            new Transition(COMPLETED, RELOAD, SETUP), //
            new Transition(FAILED, RELOAD, PROVISIONING), //
            new Transition(COMPLETED, DELETE, STOPPING), //
            new Transition(FAILED, DELETE, STOPPING), //
            new Transition(STOPPING, ENDED, STOPPED));

    private PipeMachine() {}

    /** Whether the event can happen in the state. */
    public static boolean allows(PipeState from, PipeEvent event) {
        return find(from, event).isPresent();
    }

    /**
     * The transition of an event.
     *
     * @throws IllegalStateException when it is not listed: the workflow's code is wrong, and its task fails until fixed
     */
    public static Transition transition(PipeState from, PipeEvent event) {
        return find(from, event)
                .orElseThrow(() -> new IllegalStateException("No transition is listed for " + event + " in " + from));
    }

    private static Optional<Transition> find(PipeState from, PipeEvent event) {
        return TRANSITIONS.stream()
                .filter(transition -> transition.from() == from && transition.event() == event).findFirst();
    }
}

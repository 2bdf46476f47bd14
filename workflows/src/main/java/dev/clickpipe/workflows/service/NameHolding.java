package dev.clickpipe.workflows.service;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A name held by a pipe.
 *
 * @param joined whether the pipe lives and goes by it
 * @param heldUntil when the hold ends, if the pipe has not joined by then; null when only the pipe ends it
 * @param started whether the pipe's workflow was started by this name and has not joined yet
 */
public record NameHolding(String name, String bodyDigest, UUID pipeId, boolean joined, @Nullable Instant heldUntil,
        boolean started) {
    NameHolding until(Instant later) {
        return new NameHolding(name, bodyDigest, pipeId, joined, later, started);
    }

    NameHolding ofStarted() {
        return new NameHolding(name, bodyDigest, pipeId, false, null, true);
    }

    /** Whether there is, or was, a workflow that frees the name at its end. */
    boolean hasPipe() {
        return joined || started;
    }
}

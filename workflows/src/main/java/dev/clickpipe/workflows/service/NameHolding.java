package dev.clickpipe.workflows.service;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A name held by a pipe.
 *
 * @param joined whether the pipe lives and goes by it
 * @param heldUntil when the hold ends, if the pipe has not joined by then; null when only the pipe ends it
 */
public record NameHolding(String name, String bodyDigest, UUID pipeId, boolean joined, @Nullable Instant heldUntil) {
    NameHolding until(Instant later) {
        return new NameHolding(name, bodyDigest, pipeId, joined, later);
    }
}

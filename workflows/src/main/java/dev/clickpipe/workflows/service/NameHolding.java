package dev.clickpipe.workflows.service;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A name held by a pipe.
 *
 * @param joined whether the pipe lives; until then the hold ends at {@code heldUntil}
 */
public record NameHolding(String name, String bodyDigest, UUID pipeId, boolean joined, @Nullable Instant heldUntil) {}

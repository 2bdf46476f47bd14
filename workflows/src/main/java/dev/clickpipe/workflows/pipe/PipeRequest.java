package dev.clickpipe.workflows.pipe;

import org.jspecify.annotations.Nullable;

/**
 * What a person asks a pipe to do; the one JSON argument of its signals and updates.
 *
 * @param reason why, for the pipe's history; may be left out
 */
public record PipeRequest(@Nullable String reason) {}

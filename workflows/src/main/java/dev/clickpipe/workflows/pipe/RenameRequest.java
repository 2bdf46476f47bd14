package dev.clickpipe.workflows.pipe;

import org.jspecify.annotations.Nullable;

/**
 * Asks a pipe to go by another name, which its service has given it already.
 *
 * @param reason why, for the pipe's history; may be left out
 */
public record RenameRequest(String name, @Nullable String reason) {}

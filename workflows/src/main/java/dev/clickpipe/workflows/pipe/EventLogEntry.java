package dev.clickpipe.workflows.pipe;

import java.time.Instant;

/** Something that happened to a pipe: a change of state, a request, an error, in one sentence. */
public record EventLogEntry(Instant at, String sentence) {}

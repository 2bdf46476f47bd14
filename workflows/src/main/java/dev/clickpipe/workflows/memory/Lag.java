package dev.clickpipe.workflows.memory;

import dev.clickpipe.workflows.contract.StreamProgress;
import java.time.Instant;

/**
 * How far the destination was behind the source.
 *
 * @param milliseconds see {@link StreamProgress#lagMilliseconds}
 * @param at when the lease ended that saw it
 */
record Lag(long milliseconds, Instant at) {}

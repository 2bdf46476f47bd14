package dev.clickpipe.workflows.pipe;

import dev.clickpipe.workflows.settings.PipeConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * What a run of the pipe's workflow starts from.
 *
 * @param checked the pre-flight checks have already passed
 * @param carried what the run before handed over; null for a pipe's first run
 */
public record PipeStart(PipeConfiguration configuration, boolean checked, @Nullable ContinueAsNewState carried) {}

package dev.clickpipe.workflows.machine;

import dev.clickpipe.workflows.pipe.PipeState;

/** In state {@code from}, {@code event} leads to state {@code to}. */
public record Transition(PipeState from, PipeEvent event, PipeState to) {}

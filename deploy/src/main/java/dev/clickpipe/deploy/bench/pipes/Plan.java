package dev.clickpipe.deploy.bench.pipes;

import dev.clickpipe.deploy.service.SourceKind;
import java.time.Duration;

/**
 * What is run.
 *
 * @param heap of the worker that all pipes share, as {@code -Xmx} takes it
 * @param idle how long nothing changes
 * @param streaming how long one pipe gets a row a second afterwards; zero leaves it out
 * @param sample how many pipes are paused and resumed
 * @param seed which ones
 */
record Plan(SourceKind kind, int pipes, String heap, Duration idle, Duration streaming, int sample, long seed) {}

package dev.clickpipe.workflows.calls;

import dev.clickpipe.workflows.failure.PipeError;

/** How a call ended. */
public sealed interface CallResult<T> {
    /** It answered. */
    record Returned<T>(T value) implements CallResult<T> {}

    /** It failed for a reason that trying again does not fix. */
    record Failed<T>(PipeError error) implements CallResult<T> {}

    /**
     * Nobody answered: it was cancelled before it began, or its worker fell silent.
     *
     * @param begun an attempt was running and may still be, on a worker that is cut off
     */
    record Unanswered<T>(boolean begun) implements CallResult<T> {}
}

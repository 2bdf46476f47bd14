package dev.clickpipe.activities.errors;

import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.failure.PipeFailures;
import io.temporal.failure.ApplicationFailure;
import org.jspecify.annotations.Nullable;

/** An error that is classified already. Activities turn it into a failure that carries the error. */
public final class PipeException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    /** Never serialized by Java: {@link #toFailure} carries it. */
    private final transient PipeError error;

    public PipeException(PipeError error) {
        this(error, null);
    }

    public PipeException(PipeError error, @Nullable Throwable cause) {
        super(error.message(), cause);
        this.error = error;
    }

    /** What went wrong, as a person reads it. */
    public PipeError error() {
        return error;
    }

    /** The failure for Temporal; without the cause, whose message is not ours and would stand in the history. */
    public ApplicationFailure toFailure() {
        return PipeFailures.toFailure(error);
    }
}

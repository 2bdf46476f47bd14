package dev.clickpipe.activities.binlog;

import dev.clickpipe.activities.errors.ErrorClassifier;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.types.ValueException;
import dev.clickpipe.workflows.failure.PipeError;

/** What ended a dump connection. */
final class DumpErrors {
    private DumpErrors() {}

    static PipeException classify(Throwable failure) {
        return switch (failure) {
            case DumpFraming.Stopped stopped when stopped.getCause() != null -> classify(stopped.getCause());
            case PipeException known -> known;
            case ValueException value -> new PipeException(
                    new PipeError(value.kind(), "the binlog cannot be read: " + value.getMessage(), value.remedy(),
                            null),
                    value);
            default -> ErrorClassifier.classify(failure, null);
        };
    }
}

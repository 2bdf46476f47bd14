package dev.clickpipe.activities.binlog;

import dev.clickpipe.activities.errors.ErrorClassifier;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.types.ValueException;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.Coordinates;

/** What ended a dump connection. */
final class DumpErrors {
    private DumpErrors() {}

    /** The same; a position that is gone is named, which the server's own words do not. */
    static PipeException classify(Throwable failure, Coordinates from) {
        PipeException known = classify(failure);
        PipeError error = known.error();
        return error.kind() != ErrorKind.POSITION_PURGED || error.message().contains(from.text())
                ? known
                : new PipeException(new PipeError(error.kind(),
                        error.message() + ". The stream was to continue behind " + from.text(), error.remedy(),
                        error.table()), known);
    }

    private static PipeException classify(Throwable failure) {
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

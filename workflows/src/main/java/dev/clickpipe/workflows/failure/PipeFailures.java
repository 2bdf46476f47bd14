package dev.clickpipe.workflows.failure;

import io.temporal.failure.ApplicationFailure;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Carries a {@link PipeError} through a Temporal failure, as its only detail, and back. */
public final class PipeFailures {
    private static final Set<String> KIND_NAMES = Arrays.stream(ErrorKind.values()).map(Enum::name)
            .collect(Collectors.toUnmodifiableSet());

    private PipeFailures() {}

    /** The failure an activity throws: tried again by Temporal only when the kind says so. */
    public static ApplicationFailure toFailure(PipeError error) {
        ApplicationFailure failure = ApplicationFailure.newFailure(error.message(), error.kind().name(), error);
        failure.setNonRetryable(error.kind().action() != ErrorKind.Action.RETRY);
        return failure;
    }

    /** The error inside a failure that came out of an activity or child workflow; empty when it carries none. */
    public static Optional<PipeError> errorIn(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ApplicationFailure application && KIND_NAMES.contains(application.getType())
                    && application.getDetails().getSize() == 1) {
                return Optional.of(application.getDetails().get(PipeError.class));
            }
        }
        return Optional.empty();
    }
}

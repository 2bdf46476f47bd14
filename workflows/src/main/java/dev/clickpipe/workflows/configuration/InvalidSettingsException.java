package dev.clickpipe.workflows.configuration;

import java.util.List;

/** A process cannot start: all that is wrong with its settings, a line each. */
public final class InvalidSettingsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Takes every problem found. */
    public InvalidSettingsException(List<String> problems) {
        super("Cannot start, " + problems.size() + " problem(s) with the settings:\n  - "
                + String.join("\n  - ", problems));
    }
}

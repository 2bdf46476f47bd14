package dev.clickpipe.workflows.contract;

import java.util.List;

/**
 * What the checks of source and destination found, all of it at once.
 *
 * @param failures what must be fixed; empty when the pipe can start
 * @param warnings what works but was not tested or is unwise
 */
public record PreflightReport(List<PreflightFinding> failures, List<PreflightFinding> warnings) {
    public PreflightReport {
        failures = List.copyOf(failures);
        warnings = List.copyOf(warnings);
    }
}

package dev.clickpipe.activities.preflight;

import dev.clickpipe.workflows.contract.PreflightFinding;
import dev.clickpipe.workflows.contract.PreflightReport;
import dev.clickpipe.workflows.failure.PipeError;
import java.util.ArrayList;
import java.util.List;

/** Collects what the checks find. */
final class Findings {
    private final List<PreflightFinding> failures = new ArrayList<>();
    private final List<PreflightFinding> warnings = new ArrayList<>();

    /** Something that must be fixed; see {@link PreflightFinding} for the words. */
    void failure(String field, String value, String problem, String remedy) {
        failures.add(new PreflightFinding(field, value, problem, remedy));
    }

    /** One that is known already. */
    void failure(PreflightFinding finding) {
        failures.add(finding);
    }

    /** How many things must be fixed, of those found so far. */
    int failures() {
        return failures.size();
    }

    /** An error of a server. */
    void failure(String field, String value, PipeError error) {
        failure(field, value, error.message(), error.remedy());
    }

    /** Something that works but is unwise or untested. */
    void warning(String field, String value, String problem, String remedy) {
        warnings.add(new PreflightFinding(field, value, problem, remedy));
    }

    PreflightReport report() {
        return new PreflightReport(failures, warnings);
    }
}

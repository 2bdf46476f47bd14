package dev.clickpipe.api.wire;

import dev.clickpipe.api.answers.RefusedException;
import dev.clickpipe.workflows.contract.PreflightFinding;
import java.util.ArrayList;
import java.util.List;

/** All that is wrong with a body, collected while it is read. */
final class BodyProblems {
    private static final int LONGEST_VALUE = 100;

    private final List<PreflightFinding> findings = new ArrayList<>();

    /** Adds a mistake; the value must not be a secret. */
    void add(String field, String value, String problem, String remedy) {
        String shown = value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "…" : value;
        findings.add(new PreflightFinding(field, shown, problem, remedy));
    }

    /** Ends reading: refuses the body when anything was wrong. */
    void refuseIfAny() {
        if (!findings.isEmpty()) {
            throw RefusedException.badRequest(findings);
        }
    }
}

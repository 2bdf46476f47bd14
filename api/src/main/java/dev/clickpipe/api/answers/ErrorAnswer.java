package dev.clickpipe.api.answers;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.clickpipe.workflows.contract.PreflightFinding;
import java.util.List;
import java.util.UUID;

/**
 * The envelope of an error.
 *
 * @param error the kind of error, a colon, and what is wrong with what to do about it
 * @param findings the same, one by one, for programs; left out when there are none
 */
public record ErrorAnswer(int status, UUID requestId, String error,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<PreflightFinding> findings) {
    public ErrorAnswer {
        findings = List.copyOf(findings);
    }
}

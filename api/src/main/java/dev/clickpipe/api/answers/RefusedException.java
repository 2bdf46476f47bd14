package dev.clickpipe.api.answers;

import dev.clickpipe.workflows.contract.PreflightFinding;
import io.micronaut.http.HttpStatus;
import java.util.List;
import java.util.stream.Collectors;

/** A request that is not carried out, with the reason that its caller reads. Never holds a secret. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final HttpStatus status;
    private final transient List<PreflightFinding> findings;

    private RefusedException(HttpStatus status, String message, List<PreflightFinding> findings) {
        super(message);
        this.status = status;
        this.findings = List.copyOf(findings);
    }

    /** The request is wrong. */
    public static RefusedException badRequest(String message) {
        return new RefusedException(HttpStatus.BAD_REQUEST, message, List.of());
    }

    /** The request is wrong in one or several places, all of them told. */
    public static RefusedException badRequest(List<PreflightFinding> findings) {
        return new RefusedException(HttpStatus.BAD_REQUEST, text(findings), findings);
    }

    private static String text(List<PreflightFinding> findings) {
        return findings.stream().map(RefusedException::sentence).collect(Collectors.joining("\n"));
    }

    /** Who calls is not known. */
    public static RefusedException unauthorized(String message) {
        return new RefusedException(HttpStatus.UNAUTHORIZED, message, List.of());
    }

    /** There is no such thing. */
    public static RefusedException notFound(String message) {
        return new RefusedException(HttpStatus.NOT_FOUND, message, List.of());
    }

    /** It collides with what is there. */
    public static RefusedException conflict(String message) {
        return new RefusedException(HttpStatus.CONFLICT, message, List.of());
    }

    /** It collides with what is there in one or several places, all of them named. */
    public static RefusedException conflict(List<PreflightFinding> findings) {
        return new RefusedException(HttpStatus.CONFLICT, text(findings), findings);
    }

    /** Something that is needed is away for now: the same request may work later. */
    public static RefusedException unavailable(String message) {
        return new RefusedException(HttpStatus.SERVICE_UNAVAILABLE, message, List.of());
    }

    /** HTTP status of the answer. */
    public HttpStatus status() {
        return status;
    }

    /** What is wrong, one by one; empty when the message says it all. */
    public List<PreflightFinding> findings() {
        return findings;
    }

    private static String sentence(PreflightFinding finding) {
        String value = finding.value().isEmpty() ? "" : " (" + finding.value() + ")";
        String field = finding.field().isEmpty() ? "" : finding.field() + value + ": ";
        return field + finding.problem() + "; " + finding.remedy();
    }
}

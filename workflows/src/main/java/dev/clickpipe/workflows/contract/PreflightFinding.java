package dev.clickpipe.workflows.contract;

/**
 * Something that would keep a pipe from working.
 *
 * @param field the setting it is about, as the wire contract spells it, such as {@code source.mysql.host}
 * @param value what was found there; never a secret
 * @param problem one sentence that says what is wrong
 * @param remedy what to do, the statement to run where there is one
 */
public record PreflightFinding(String field, String value, String problem, String remedy) {}

package dev.clickpipe.deploy.gateway.engine;

/** What the engine's parser says of a text, as far as the way to run it depends on it. */
public enum StatementClass {
    /** One statement that leaves no trace and answers rows: SELECT, SHOW, DESCRIBE, EXPLAIN, EXISTS, CHECK. */
    READING,
    /** One statement of any other kind, or a text that does not parse, which the engine will say when it runs it. */
    OTHER,
    /** More than one statement, which HTTP does not take. */
    SEVERAL;

    private static final int READ_ONLY = 0;

    static StatementClass of(int statements, int queryClass) {
        if (statements > 1) {
            return SEVERAL;
        }
        return statements == 1 && queryClass == READ_ONLY ? READING : OTHER;
    }
}

package dev.clickpipe.deploy.compare.table;

/** Tables that cannot be compared; the message says what to change. */
public final class CompareException extends Exception {
    private static final long serialVersionUID = 1L;

    public CompareException(String message) {
        super(message);
    }
}

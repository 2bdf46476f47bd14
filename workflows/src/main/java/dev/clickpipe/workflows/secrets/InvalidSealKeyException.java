package dev.clickpipe.workflows.secrets;

/** A configured key that is no key; says what is wrong with it and never shows it. */
public final class InvalidSealKeyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidSealKeyException(String message) {
        super(message);
    }
}

package dev.clickpipe.deploy.parts.process;

/** A part cannot be had or did not start; the message says which, why and what to do, in words for the person who started it. */
public final class PartException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public PartException(String message) {
        super(message);
    }

    public PartException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.clickpipe.deploy.connection;

/** An address that cannot be read; the message names the form that is expected and never repeats a password. */
public final class AddressException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public AddressException(String message) {
        super(message);
    }
}

package dev.clickpipe.deploy.pipe;

import java.io.IOException;

/** An answer of the API other than 200; the message is the API's own. */
public final class ApiException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    ApiException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}

package dev.clickpipe.deploy.gateway.http;

import java.io.IOException;

/** The client closed the connection, so that nobody is left to answer. */
public final class ClientGoneException extends IOException {
    private static final long serialVersionUID = 1;

    ClientGoneException(String message) {
        super(message);
    }
}

package dev.clickpipe.deploy.gateway.compression;

import java.io.IOException;

/** The client's data are not compressed in the way it said. */
public final class CompressionException extends IOException {
    private static final long serialVersionUID = 1;

    public CompressionException(String message) {
        super(message);
    }
}

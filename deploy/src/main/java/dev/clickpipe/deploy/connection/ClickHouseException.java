package dev.clickpipe.deploy.connection;

import java.io.IOException;

/** A statement that ClickHouse refused; the message is its own. */
public final class ClickHouseException extends IOException {
    private static final long serialVersionUID = 1L;

    public ClickHouseException(String message) {
        super(message);
    }
}

package dev.clickpipe.api.wire;

import java.util.List;

/** What PATCH …/tables, or …/tables/{schema}/{table}, asks for. */
public enum TableCommand {
    /** Load it again, whatever its state. */
    RESYNC,
    /** Load it again because it failed. */
    RETRY;

    /** Reads a command to one table; refuses with everything that is wrong. */
    public static TableCommand read(byte[] bytes) {
        return CommandBody.read(bytes, List.of(values()));
    }

    /** The same of a command to all tables together, which can only be retry: to resync all is asked of the pipe. */
    public static void readRetry(byte[] bytes) {
        CommandBody.read(bytes, List.of(RETRY));
    }
}

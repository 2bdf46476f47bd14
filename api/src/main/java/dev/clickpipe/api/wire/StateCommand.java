package dev.clickpipe.api.wire;

import java.util.List;

/** What PATCH …/state asks for. */
public enum StateCommand {
    START, STOP, RESYNC;

    /** Reads {@code {"command":"…"}}; refuses with everything that is wrong. */
    public static StateCommand read(byte[] bytes) {
        return CommandBody.read(bytes, List.of(values()));
    }
}

package dev.clickpipe.api.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What PATCH …/state asks for. */
public enum StateCommand {
    START, STOP, RESYNC;

    /** Reads {@code {"command":"…"}}; refuses with everything that is wrong. */
    public static StateCommand read(byte[] bytes) {
        Map<String, StateCommand> words = new LinkedHashMap<>();
        words.put("start", START);
        words.put("stop", STOP);
        words.put("resync", RESYNC);
        Findings findings = new Findings();
        JsonObject body = new JsonObject(JsonBody.parse(bytes), "", findings);
        StateCommand command = body.choice("command", words);
        body.end();
        findings.refuseIfAny();
        return Objects.requireNonNull(command, "command");
    }
}

package dev.clickpipe.api.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Reads {@code {"command":"…"}}. */
final class CommandBody {
    private CommandBody() {}

    /** Refuses with everything that is wrong, so also with commands that are none of those offered. */
    static <T extends Enum<T>> T read(byte[] bytes, List<T> offered) {
        Map<String, T> words = new LinkedHashMap<>();
        offered.forEach(command -> words.put(command.name().toLowerCase(Locale.ROOT), command));
        BodyProblems findings = new BodyProblems();
        JsonObject body = new JsonObject(JsonBody.parse(bytes), "", findings);
        T command = body.choice("command", words);
        body.end();
        findings.refuseIfAny();
        return Objects.requireNonNull(command, "command");
    }
}

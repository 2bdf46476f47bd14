package dev.clickpipe.deploy.parts;

import dev.clickpipe.deploy.parts.process.SupervisedProcess;
import java.util.Map;
import java.util.Optional;

/** One of our own processes that is ready. */
public record JavaServer(String name, String address, String origin, Map<String, String> entries,
        Optional<SupervisedProcess> process) implements RunningPart {
    public JavaServer {
        entries = Map.copyOf(entries);
    }

    @Override
    public String toString() {
        return "%s at %s (%s)".formatted(name, address, origin);
    }
}

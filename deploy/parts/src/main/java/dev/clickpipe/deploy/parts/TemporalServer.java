package dev.clickpipe.deploy.parts;

import dev.clickpipe.deploy.parts.process.SupervisedProcess;
import java.util.Map;
import java.util.Optional;

/**
 * A Temporal server that answers.
 *
 * @param address
 *            of the frontend, {@code host:port}
 * @param webUi
 *            URL of the Web UI, known only when we started it
 */
public record TemporalServer(String name, String address, Optional<String> webUi, String origin,
        Optional<SupervisedProcess> process) implements RunningPart {
    @Override
    public Map<String, String> entries() {
        return webUi.map(url -> Map.of("temporal", address, "webUi", url)).orElseGet(() -> Map.of("temporal", address));
    }
}

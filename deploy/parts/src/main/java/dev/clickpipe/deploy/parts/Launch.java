package dev.clickpipe.deploy.parts;

import dev.clickpipe.deploy.parts.cache.PartsCache;
import dev.clickpipe.deploy.parts.process.Ports;
import dev.clickpipe.deploy.parts.process.Programs;
import dev.clickpipe.deploy.parts.process.SupervisedProcess;
import dev.clickpipe.deploy.parts.state.StateDirectory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a part needs to start.
 *
 * @param environment
 *            of the launcher; addresses of servers that the user brings are read from it
 * @param usualPorts
 *            whether servers take their usual ports when they are free
 * @param lines
 *            gets what is said to the user, one line at a time
 */
public record Launch(Map<String, String> environment, StateDirectory state, PartsCache cache, Ports ports,
        boolean usualPorts, Consumer<String> lines) {
    public Launch {
        environment = Map.copyOf(environment);
    }

    /** Programs on PATH. */
    public Programs programs() {
        return new Programs(environment);
    }

    /** The value of an environment variable unless it is missing or blank. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /**
     * A port for the part: the one it had in this state folder before, because pipes know their source by it; else the
     * usual one; else any.
     */
    public int port(String part, String use, int usual) {
        List<Integer> preferred = new ArrayList<>();
        state.remembered(part, use).map(Integer::parseInt).ifPresent(preferred::add);
        if (usualPorts) {
            preferred.add(usual);
        }
        int port = ports.reserve(preferred);
        state.remember(part, use, Integer.toString(port));
        return port;
    }

    /** Starts a process of the part under supervision. */
    public SupervisedProcess start(String part, List<String> command, Map<String, String> variables, Duration grace) {
        return SupervisedProcess.start(new SupervisedProcess.Settings(part, command, variables, state.part(part),
                state.log(part), grace));
    }
}

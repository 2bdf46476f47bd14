package dev.clickpipe.activities.worker;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The command line of a worker.
 *
 * @param configurationFile properties file with the names of the environment variables; null without one
 */
public record WorkerArguments(WorkerRole role, @Nullable Path configurationFile) {
    /** What {@code --help} prints. */
    public static final String USAGE = """
            Usage: clickpipe-worker.jar [--config FILE] [--service UUID [--until-input-closes]]
              --config FILE          properties file; keys are the names of the environment variables
              --service UUID         work for one service (set-up, loads, streams) instead of as a control worker
              --until-input-closes   end when standard input closes; how a supervisor keeps its workers
            """;

    /** Parses; throws IllegalArgumentException that names the argument and the remedy. */
    public static WorkerArguments parse(List<String> arguments) {
        Queue<String> rest = new ArrayDeque<>(arguments);
        @Nullable
        UUID service = null;
        boolean untilInputCloses = false;
        @Nullable
        Path file = null;
        while (!rest.isEmpty()) {
            String argument = rest.remove();
            switch (argument) {
                case "--service" -> service = uuid(value(argument, rest));
                case "--until-input-closes" -> untilInputCloses = true;
                case "--config" -> file = Path.of(value(argument, rest));
                default -> throw new IllegalArgumentException("Unknown argument " + argument + "; see --help");
            }
        }
        if (untilInputCloses && service == null) {
            throw new IllegalArgumentException("--until-input-closes needs --service; see --help");
        }
        WorkerRole role = service == null
                ? new WorkerRole.Control()
                : new WorkerRole.Service(service, untilInputCloses);
        return new WorkerArguments(role, file);
    }

    private static String value(String argument, Queue<String> rest) {
        String value = rest.poll();
        if (value == null) {
            throw new IllegalArgumentException(argument + " needs a value; see --help");
        }
        return value;
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException mistake) {
            throw new IllegalArgumentException("--service " + text + " is not a UUID", mistake);
        }
    }
}

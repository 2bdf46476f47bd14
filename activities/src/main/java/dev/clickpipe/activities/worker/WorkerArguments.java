package dev.clickpipe.activities.worker;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
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
            Usage: clickpipe-worker.jar [--config FILE]
                                        [--service UUID [--until-input-closes] [--stream-slots N] [--snapshot-slots N]]
              --config FILE          properties file; keys are the names of the environment variables
              --service UUID         work for one service (set-up, loads, streams) instead of as a control worker
              --until-input-closes   end when standard input closes; how a supervisor keeps its workers
              --stream-slots N       streams at once, one for each pipe; 500 when left out
              --snapshot-slots N     loads at once, two blocks of rows each; 8 when left out
            """;

    /** Parses; throws IllegalArgumentException that names the argument and the remedy. */
    public static WorkerArguments parse(List<String> arguments) {
        Queue<String> rest = new ArrayDeque<>(arguments);
        @Nullable
        UUID service = null;
        boolean untilInputCloses = false;
        @Nullable
        Integer streams = null;
        @Nullable
        Integer loads = null;
        @Nullable
        Path file = null;
        while (!rest.isEmpty()) {
            String argument = rest.remove();
            switch (argument) {
                case "--service" -> service = uuid(value(argument, rest));
                case "--until-input-closes" -> untilInputCloses = true;
                case "--stream-slots" -> streams = slots(argument, value(argument, rest));
                case "--snapshot-slots" -> loads = slots(argument, value(argument, rest));
                case "--config" -> file = Path.of(value(argument, rest));
                default -> throw new IllegalArgumentException("Unknown argument " + argument + "; see --help");
            }
        }
        if (untilInputCloses && service == null) {
            throw new IllegalArgumentException("--until-input-closes needs --service; see --help");
        }
        if ((streams != null || loads != null) && service == null) {
            throw new IllegalArgumentException("--stream-slots and --snapshot-slots need --service; see --help");
        }
        WorkerRole role = service == null
                ? new WorkerRole.Control(file)
                : new WorkerRole.Service(service, untilInputCloses, new WorkerSlots(
                        Objects.requireNonNullElse(streams, WorkerSlots.USUAL.streams()),
                        Objects.requireNonNullElse(loads, WorkerSlots.USUAL.loads())));
        return new WorkerArguments(role, file);
    }

    private static String value(String argument, Queue<String> rest) {
        String value = rest.poll();
        if (value == null) {
            throw new IllegalArgumentException(argument + " needs a value; see --help");
        }
        return value;
    }

    private static int slots(String argument, String text) {
        try {
            int slots = Integer.parseInt(text);
            if (slots >= 1) {
                return slots;
            }
        } catch (NumberFormatException mistake) {
            throw new IllegalArgumentException(argument + " " + text + " is not a number; give 1 or more", mistake);
        }
        throw new IllegalArgumentException(argument + " " + text + " leaves nothing to do; give 1 or more");
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException mistake) {
            throw new IllegalArgumentException("--service " + text + " is not a UUID", mistake);
        }
    }
}

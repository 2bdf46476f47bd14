package dev.clickpipe.api;

import java.nio.file.Path;
import java.util.List;

/** The command line of the API. */
sealed interface ApiArguments {
    /** What {@code --help} prints. */
    String USAGE = """
            Usage: clickpipe-api.jar [--config FILE | --generate-keys | --help]
              --config FILE     properties file; keys are the names of the environment variables, which go first
              --generate-keys   print new values for the keys that the API and the workers share, and end
            """;

    /** Serve, configured by the environment alone. */
    record Serve() implements ApiArguments {}

    /** Serve, configured by the environment and a file. */
    record ServeWithFile(Path file) implements ApiArguments {}

    /** Print new keys. */
    record GenerateKeys() implements ApiArguments {}

    /** Print the usage. */
    record Help() implements ApiArguments {}

    /** Parses; throws IllegalArgumentException that names the argument and the remedy. */
    static ApiArguments parse(List<String> arguments) {
        if (arguments.isEmpty()) {
            return new Serve();
        }
        String first = arguments.getFirst();
        int expected = first.equals("--config") ? 2 : 1;
        ApiArguments parsed = switch (first) {
            case "--config" -> {
                if (arguments.size() < 2) {
                    throw new IllegalArgumentException("--config needs a file; see --help");
                }
                yield new ServeWithFile(Path.of(arguments.get(1)));
            }
            case "--generate-keys" -> new GenerateKeys();
            case "--help" -> new Help();
            default -> throw new IllegalArgumentException("Unknown argument " + first + "; see --help");
        };
        if (arguments.size() > expected) {
            throw new IllegalArgumentException("Unknown argument " + arguments.get(expected) + "; see --help");
        }
        return parsed;
    }
}

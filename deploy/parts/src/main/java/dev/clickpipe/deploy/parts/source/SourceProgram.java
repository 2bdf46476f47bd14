package dev.clickpipe.deploy.parts.source;

import java.util.List;
import java.util.Optional;

/**
 * How one server's program is called.
 *
 * @param server
 *            the command that runs the server, with the options that tell it where its files are
 * @param initialize
 *            the command that fills an empty data folder; the data folder's option is appended
 * @param template
 *            under which name a filled data folder can be kept in the cache, for programs that never change
 */
record SourceProgram(List<String> server, List<String> initialize, String origin, Optional<String> template) {
    SourceProgram {
        server = List.copyOf(server);
        initialize = List.copyOf(initialize);
    }

    /** Both servers refuse to run as root unless told so. */
    static List<String> asRoot() {
        return "root".equals(System.getProperty("user.name")) ? List.of("--user=root") : List.of();
    }
}

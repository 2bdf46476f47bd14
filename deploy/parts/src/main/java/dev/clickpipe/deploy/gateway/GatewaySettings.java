package dev.clickpipe.deploy.gateway;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the process is started with.
 *
 * @param library the engine, libchdb
 * @param path the data directory, made when it is not there
 * @param port of the loopback address, 0 for any that is free
 */
record GatewaySettings(Path library, Path path, int port, String user, String password) {
    /**
     * Reads the environment.
     *
     * @throws IllegalArgumentException with one line for everything that is wrong
     */
    static GatewaySettings of(Map<String, String> environment) {
        List<String> wrong = new ArrayList<>();
        String library = environment.getOrDefault("FACE_LIBRARY", "");
        if (library.isEmpty()) {
            wrong.add("FACE_LIBRARY is not set: give the path of libchdb.so");
        } else if (!Files.isRegularFile(Path.of(library))) {
            wrong.add("FACE_LIBRARY names '" + library + "', where no file is: give the path of libchdb.so");
        }
        String path = environment.getOrDefault("FACE_PATH", "");
        if (path.isEmpty()) {
            wrong.add("FACE_PATH is not set: give a directory for the data");
        }
        int port = port(environment.getOrDefault("FACE_PORT", "0"), wrong);
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", wrong));
        }
        return new GatewaySettings(
                Path.of(library), Path.of(path).toAbsolutePath(), port,
                environment.getOrDefault("FACE_USER", "default"),
                environment.getOrDefault("FACE_PASSWORD", ""));
    }

    private static int port(String text, List<String> wrong) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        wrong.add("FACE_PORT is '" + text + "': give a number from 0 (any free port) to 65535");
        return 0;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "FaceSettings[library=" + library + ", path=" + path + ", port=" + port + ", user=" + user + "]";
    }
}

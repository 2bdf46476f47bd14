package dev.clickpipe.deploy.parts;

import dev.clickpipe.deploy.parts.cache.Folders;
import dev.clickpipe.deploy.parts.process.PartException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** State folders of test JVMs, named by process id, so that those of killed ones are found and deleted. */
final class TemporaryState {
    private TemporaryState() {}

    static Path make() {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"),
                "clickpipe-tests-" + System.getProperty("user.name"));
        Path state = parent.resolve(Long.toString(ProcessHandle.current().pid()));
        try {
            Files.createDirectories(parent);
            try (DirectoryStream<Path> states = Files.newDirectoryStream(parent)) {
                for (Path other : states) {
                    if (isAbandoned(other)) {
                        Folders.delete(other);
                    }
                }
            }
            Folders.delete(state);
            return Files.createDirectory(state);
        } catch (IOException e) {
            throw new PartException("The folder " + state + " for the tests' parts cannot be made: " + e.getMessage(),
                    e);
        }
    }

    private static boolean isAbandoned(Path state) {
        String name = state.getFileName().toString();
        return name.matches("\\d+")
                && !ProcessHandle.of(Long.parseLong(name)).map(ProcessHandle::isAlive).orElse(false);
    }
}

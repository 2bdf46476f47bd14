package dev.clickpipe.deploy.parts.source;

import dev.clickpipe.deploy.parts.process.PartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A program out of Debian packages that are unpacked and not installed: run by their own loader, on their own libraries. */
final class UnpackedProgram {
    private static final String LIBRARIES = "[a-z0-9_]+-linux-gnu[a-z]*";
    private static final String LOADER = "ld-linux.*\\.so\\.\\d+";

    private UnpackedProgram() {}

    /**
     * The command that runs it.
     *
     * @param folder
     *            what would be {@code /} on an installed system
     * @param moreLibraries
     *            folders beside the usual ones
     */
    static List<String> command(Path folder, String program, String... moreLibraries) {
        Path libraries = only(folder.resolve("usr/lib"), LIBRARIES);
        // Up to Debian 12, some libraries stand in /lib.
        Path old = folder.resolve("lib").resolve(libraries.getFileName());
        boolean isOld = Files.isDirectory(old);
        StringBuilder path = new StringBuilder(libraries.toString()).append(isOld ? ":" + old : "");
        for (String more : moreLibraries) {
            path.append(':').append(folder.resolve(more));
        }
        return List.of(only(isOld ? old : libraries, LOADER).toString(), "--library-path", path.toString(),
                folder.resolve(program).toString());
    }

    private static Path only(Path folder, String name) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> child.getFileName().toString().matches(name)).findFirst()
                    .orElseThrow(() -> new PartException(
                            "There is nothing named %s in %s: delete %s to fetch it again".formatted(name, folder,
                                    folder)));
        } catch (IOException e) {
            throw new PartException(folder + " cannot be read: " + e.getMessage(), e);
        }
    }
}

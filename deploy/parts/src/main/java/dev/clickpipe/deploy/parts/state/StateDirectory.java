package dev.clickpipe.deploy.parts.state;

import dev.clickpipe.deploy.parts.process.PartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder that holds everything of one set of parts: {@code addresses.json}, {@code logs/<part>.log} and a folder
 * per part with its data, its port and its password, so that the next start finds all of them again.
 */
public final class StateDirectory {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int PASSWORD_BYTES = 18;

    private final Path folder;

    private StateDirectory(Path folder) {
        this.folder = folder;
    }

    /** That folder, made when it is missing, readable by its owner alone. */
    public static StateDirectory of(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        try {
            if (!Files.isDirectory(absolute)) {
                Files.createDirectories(absolute);
                Files.setPosixFilePermissions(absolute, PosixFilePermissions.fromString("rwx------"));
            }
            Files.createDirectories(absolute.resolve("logs"));
        } catch (IOException e) {
            throw new PartException("The state folder " + absolute + " cannot be made: " + e.getMessage(), e);
        }
        return new StateDirectory(absolute);
    }

    /** The folder itself, absolute. */
    public Path path() {
        return folder;
    }

    /** The folder of one part, made when it is missing. */
    public Path part(String name) {
        Path part = folder.resolve(name);
        try {
            Files.createDirectories(part);
        } catch (IOException e) {
            throw new PartException("The folder " + part + " cannot be made: " + e.getMessage(), e);
        }
        return part;
    }

    /** Log of one part. */
    public Path log(String name) {
        return folder.resolve("logs").resolve(name + ".log");
    }

    /** Names of the parts that have a folder. */
    public List<String> parts() {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(Files::isDirectory)
                    .map(child -> child.getFileName().toString())
                    .filter(name -> !name.equals("logs"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new PartException("The state folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** A password that stays the same for the life of this folder. */
    public String password(String part) {
        return remembered(part, "password").orElseGet(() -> {
            byte[] bytes = new byte[PASSWORD_BYTES];
            RANDOM.nextBytes(bytes);
            String password = HexFormat.of().formatHex(bytes);
            remember(part, "password", password);
            return password;
        });
    }

    /** What a part remembered under that name. */
    public Optional<String> remembered(String part, String name) {
        Path file = part(part).resolve(name);
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new PartException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Keeps a value for the next start, readable by the owner alone. */
    public void remember(String part, String name, String value) {
        writePrivate(part(part).resolve(name), value + "\n");
    }

    /** Replaces a file in one step; only its owner may read it. */
    public static void writePrivate(Path file, String text) {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(next);
            Files.createFile(next,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(next, text, StandardOpenOption.TRUNCATE_EXISTING);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new PartException(file + " cannot be written: " + e.getMessage(), e);
        }
    }
}

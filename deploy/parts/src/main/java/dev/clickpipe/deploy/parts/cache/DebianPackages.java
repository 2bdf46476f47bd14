package dev.clickpipe.deploy.parts.cache;

import dev.clickpipe.deploy.parts.process.Command;
import dev.clickpipe.deploy.parts.process.PartException;
import dev.clickpipe.deploy.parts.process.Programs;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A package of Debian with everything it depends on, unpacked into one folder; nothing is installed and no
 * root is needed.
 * <p>
 * Debian moves, so the package is resolved by name. A set that is a week old is looked up again, and stays in use
 * when the archive cannot be reached.
 */
public final class DebianPackages {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration FRESH = Duration.ofDays(7);
    private static final Path SYSTEM_SOURCES = Path.of("/etc/apt");

    private final String part;
    private final String packageName;
    private final String suite;

    /**
     * @param part
     *            under which name the unpacked set is kept
     * @param suite
     *            of the archive, such as {@code sid}, which is unstable, or {@code bookworm}
     */
    public DebianPackages(String part, String packageName, String suite) {
        this.part = part;
        this.suite = suite;
        this.packageName = packageName;
    }

    /**
     * An unpacked set.
     *
     * @param folder
     *            what would be {@code /} on an installed system
     * @param note
     *            empty, or why it is not the newest
     */
    public record Unpacked(Path folder, String note) {}

    /** The unpacked packages, the cached ones as long as they are fresh. */
    public Unpacked obtain(PartsCache cache, Programs programs, Consumer<String> lines, String remedy) {
        Optional<Path> last = cache.versions(part).stream().findFirst();
        if (last.isPresent() && System.currentTimeMillis() - PartsCache.modified(last.get()) < FRESH.toMillis()) {
            return new Unpacked(last.get(), "");
        }
        try {
            return new Unpacked(fetch(cache, programs, remedy), "");
        } catch (PartException e) {
            if (last.isEmpty()) {
                throw e;
            }
            String note = "the newest could not be had";
            lines.accept("KEEPING %s %s: %s: %s".formatted(part, last.get().getFileName(), note, e.getMessage()));
            return new Unpacked(last.get(), note);
        }
    }

    private Path fetch(PartsCache cache, Programs programs, String remedy) {
        Path apt = programs.require("apt-get", remedy);
        Path dpkg = programs.require("dpkg", remedy);
        // Outside of the version's folder, because apt tells the version. A second launcher waits here.
        return cache.locked(part + "-archive", () -> {
            Path work = Files.createTempDirectory("clickpipe-" + part);
            try {
                Path log = work.resolve("apt.log");
                List<String> options = prepare(work, suite, remedy);
                Runnable progress = cache.progress(part, packageName + " of Debian " + suite + " with apt-get", work);
                Command.run(join(apt, options, "update"), Map.of(), log, LIMIT, progress);
                Command.run(join(apt, options, "--yes", "--download-only", "install", packageName), Map.of(), log,
                        LIMIT, progress);
                List<Path> archives = archives(work);
                Path unpacked = cache.obtain(part, version(archives), (target, fetchLog) -> {
                    for (Path archive : archives) {
                        Command.run(List.of(dpkg.toString(), "-x", archive.toString(), target.toString()), Map.of(),
                                fetchLog, LIMIT, progress);
                    }
                });
                Files.setLastModifiedTime(unpacked, FileTime.fromMillis(
                        System.currentTimeMillis()));
                return unpacked;
            } finally {
                Folders.delete(work);
            }
        });
    }

    private static List<String> join(Path program, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(options);
        command.addAll(List.of(arguments));
        return command;
    }

    /** Folders and options that make apt work on our own lists, as if nothing were installed. */
    private static List<String> prepare(Path work, String suite, String remedy) throws IOException {
        Files.createDirectories(work.resolve("sources"));
        Files.createDirectories(work.resolve("lists/partial"));
        Files.createDirectories(work.resolve("cache/archives/partial"));
        Files.createFile(work.resolve("status"));
        Files.writeString(work.resolve("sources/debian.sources"), DebianArchive.ofSystem(SYSTEM_SOURCES)
                .orElseThrow(() -> new PartException("This system's apt sources name no Debian archive: " + remedy))
                .sources(suite));
        return List.of("-o", "Dir::Etc::sourcelist=/dev/null", "-o",
                "Dir::Etc::sourceparts=" + work.resolve("sources"), "-o", "Dir::State::lists=" + work.resolve("lists"),
                "-o", "Dir::State::status=" + work.resolve("status"), "-o", "Dir::Cache=" + work.resolve("cache"),
                "-o", "Debug::NoLocking=1", "-o", "APT::Install-Recommends=false", "-o",
                "APT::Sandbox::User=" + System.getProperty("user.name"), "-o", "Acquire::Languages=none", "-o",
                "Acquire::Retries=2");
    }

    private static List<Path> archives(Path work) throws IOException {
        List<Path> archives = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(work.resolve("cache/archives"), "*.deb")) {
            files.forEach(archives::add);
        }
        return archives;
    }

    /** From {@code name_version_architecture.deb}. */
    private String version(List<Path> archives) {
        return archives.stream()
                .map(archive -> archive.getFileName().toString())
                .filter(name -> name.startsWith(packageName + "_"))
                .map(name -> name.substring(packageName.length() + 1, name.lastIndexOf('_')))
                .findFirst()
                .orElseThrow(() -> new PartException("apt-get downloaded no " + packageName));
    }
}

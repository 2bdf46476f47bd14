package dev.clickpipe.deploy.parts.cache;

import dev.clickpipe.deploy.parts.process.PartException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The folder of fetched programs: {@code <folder>/<part>/<version>/}, outside of any build output.
 * <p>
 * A version's folder appears by a rename when it is whole and is never changed afterwards. A file lock per part makes a
 * second launcher wait for the first one's download instead of repeating it.
 */
public final class PartsCache {
    private static final String PARTIAL = ".partial-";

    // File locks belong to the JVM, so threads of one JVM need a lock of their own.
    private static final Map<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

    private final Path folder;
    private final Consumer<String> lines;

    /**
     * In that folder.
     *
     * @param lines
     *            gets progress, one sentence at a time
     */
    public PartsCache(Path folder, Consumer<String> lines) {
        this.folder = folder.toAbsolutePath();
        this.lines = lines;
    }

    /** {@code CLICKPIPE_CACHE_DIR}, else {@code ~/.cache/clickpipe}. */
    public static PartsCache fromEnvironment(Map<String, String> environment, Consumer<String> lines) {
        String given = environment.getOrDefault("CLICKPIPE_CACHE_DIR", "");
        return new PartsCache(
                given.isBlank() ? Path.of(System.getProperty("user.home"), ".cache", "clickpipe") : Path.of(given),
                lines);
    }

    /** Fetches one version of a part into an empty folder. */
    @FunctionalInterface
    public interface Fetch {
        /**
         * Puts the files there.
         *
         * @param target
         *            an existing, empty folder
         * @param log
         *            for the output of the programs that fetch
         */
        void into(Path target, Path log) throws IOException;
    }

    /** The folder of that version if it is there. */
    public Optional<Path> find(String part, String version) {
        Path target = folder.resolve(part).resolve(version);
        return Files.isDirectory(target) ? Optional.of(target) : Optional.empty();
    }

    /** The versions of a part that are there, the one that was fetched last first. */
    public List<Path> versions(String part) {
        Path parent = folder.resolve(part);
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory)
                    .filter(child -> !child.getFileName().toString().startsWith("."))
                    .sorted(Comparator.comparing(PartsCache::modified).reversed())
                    .toList();
        } catch (IOException e) {
            throw new PartException("The cache folder " + parent + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** When the version's folder was made, in milliseconds since 1970. */
    public static long modified(Path version) {
        try {
            return Files.getLastModifiedTime(version).toMillis();
        } catch (IOException e) {
            return 0;
        }
    }

    /** The folder of that version, fetched first when it is missing. */
    public Path obtain(String part, String version, Fetch fetch) {
        Optional<Path> present = find(part, version);
        if (present.isPresent()) {
            return present.get();
        }
        return locked(part, () -> {
            Optional<Path> meanwhile = find(part, version);
            if (meanwhile.isPresent()) {
                return meanwhile.get();
            }
            return fetchWhole(part, version, fetch);
        });
    }

    private Path fetchWhole(String part, String version, Fetch fetch) throws IOException {
        Path parent = folder.resolve(part);
        removeLeftovers(parent);
        Path partial = parent.resolve(PARTIAL + version);
        Files.createDirectories(partial);
        Path log = parent.resolve("fetch.log");
        Files.deleteIfExists(log);
        long start = System.nanoTime();
        try {
            fetch.into(partial, log);
            Path target = parent.resolve(version);
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            lines.accept("FETCHED %s %s in %d s (%s)".formatted(part, version,
                    (System.nanoTime() - start) / 1_000_000_000L, target));
            return target;
        } finally {
            Folders.delete(partial);
        }
    }

    /** Folders that a killed launcher left: nobody works on them, because the part's lock is ours. */
    private static void removeLeftovers(Path parent) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            for (Path child : children.filter(path -> path.getFileName().toString().startsWith(PARTIAL)).toList()) {
                Folders.delete(child);
            }
        }
    }

    /** Says progress of a running fetch: how long it takes already and how much is there. */
    public Runnable progress(String part, String what, Path partial) {
        long start = System.nanoTime();
        lines.accept("FETCHING " + part + ": " + what);
        return new Runnable() {
            private long said = start;

            @Override
            public void run() {
                long now = System.nanoTime();
                if (now - said >= 10_000_000_000L) {
                    said = now;
                    lines.accept("FETCHING %s: %d s, %d MB so far".formatted(part, (now - start) / 1_000_000_000L,
                            Folders.size(partial) >> 20));
                }
            }
        };
    }

    /** Work under a part's lock. */
    @FunctionalInterface
    interface Locked<T> {
        T run() throws IOException;
    }

    <T> T locked(String part, Locked<T> work) {
        Path parent = folder.resolve(part);
        ReentrantLock threads = LOCKS.computeIfAbsent(parent, path -> new ReentrantLock());
        threads.lock();
        try {
            Files.createDirectories(parent);
            try (FileChannel channel = FileChannel.open(parent.resolve(".lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE)) {
                FileLock lock = channel.tryLock();
                if (lock == null) {
                    lines.accept("WAITING for another launcher that fetches " + part);
                    lock = channel.lock();
                }
                return work.run();
            }
        } catch (IOException e) {
            throw new PartException("%s could not be put into the cache folder %s: %s".formatted(part, parent,
                    e.getMessage()), e);
        } finally {
            threads.unlock();
        }
    }
}

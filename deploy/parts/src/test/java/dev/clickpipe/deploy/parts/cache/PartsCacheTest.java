package dev.clickpipe.deploy.parts.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clickpipe.deploy.parts.process.PartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartsCacheTest {
    private final Path folder;

    private final List<String> lines = new ArrayList<>();
    private final PartsCache cache;

    PartsCacheTest(@TempDir Path folder) {
        this.folder = folder;
        this.cache = new PartsCache(folder, lines::add);
    }

    @Test
    void theFolderComesFromTheEnvironment() {
        PartsCache given = PartsCache.fromEnvironment(Map.of("CLICKPIPE_CACHE_DIR", folder.toString()), lines::add);
        Path made = given.obtain("part", "1", (target, log) -> Files.createFile(target.resolve("file")));
        assertThat(made).isEqualTo(folder.resolve("part/1")).isDirectoryContaining("glob:**file");
    }

    @Test
    void aVersionIsFetchedOnceHoweverManyAskForIt() throws Exception {
        AtomicInteger fetched = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Path>> futures = new ArrayList<>();
            for (int index = 0; index < 8; index++) {
                futures.add(threads.submit(() -> new PartsCache(folder, line -> {}).obtain("part", "1",
                        (target, log) -> fetched.incrementAndGet())));
            }
            for (Future<Path> future : futures) {
                assertThat(future.get()).isEqualTo(folder.resolve("part/1"));
            }
        }
        assertThat(fetched).hasValue(1);
    }

    @Test
    void aFetchThatFailsLeavesNothingAndIsTriedAgain() {
        assertThatThrownBy(() -> cache.obtain("part", "1", (target, log) -> {
            Files.createFile(target.resolve("half"));
            throw new IOException("the line is dead");
        })).isInstanceOf(PartException.class).hasMessageContaining("the line is dead");
        assertThat(cache.find("part", "1")).isEmpty();
        assertThat(cache.versions("part")).isEmpty();

        assertThat(cache.obtain("part", "1", (target, log) -> assertThat(target).isEmptyDirectory())).isDirectory();
    }

    @Test
    void whatAKilledLauncherLeftIsCleanedAway() throws IOException {
        Path left = Files.createDirectories(folder.resolve("part/.partial-0"));
        Files.createFile(left.resolve("half"));
        assertThat(cache.versions("part")).isEmpty();
        cache.obtain("part", "1", (target, log) -> {});
        assertThat(left).doesNotExist();
    }

    @Test
    void theVersionFetchedLastComesFirst() throws IOException {
        Path old = Files.createDirectories(folder.resolve("part/9.7.4"));
        Path recent = Files.createDirectories(folder.resolve("part/9.10.0"));
        Files.setLastModifiedTime(old, FileTime.fromMillis(1_000));
        Files.setLastModifiedTime(recent, FileTime.fromMillis(2_000));
        assertThat(cache.versions("part")).containsExactly(recent, old);
    }
}

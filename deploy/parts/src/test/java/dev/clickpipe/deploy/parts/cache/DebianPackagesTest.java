package dev.clickpipe.deploy.parts.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clickpipe.deploy.parts.process.PartException;
import dev.clickpipe.deploy.parts.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebianPackagesTest {
    private static final Programs NOTHING_ON_PATH = new Programs(Map.of("PATH", "/nowhere"));

    private final Path folder;

    private final List<String> lines = new ArrayList<>();
    private final DebianPackages packages = new DebianPackages("server", "server-core", "sid");

    DebianPackagesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aFreshSetIsUsedWithoutAsking() throws IOException {
        Path set = Files.createDirectories(folder.resolve("server/1"));
        assertThat(obtain()).isEqualTo(new DebianPackages.Unpacked(set, ""));
        assertThat(lines).isEmpty();
    }

    @Test
    void theLastGoodSetStaysInUseWhenTheNewestCannotBeHad() throws IOException {
        Path set = Files.createDirectories(folder.resolve("server/1"));
        Files.setLastModifiedTime(set, FileTime.fromMillis(1_000));
        assertThat(obtain()).isEqualTo(new DebianPackages.Unpacked(set, "the newest could not be had"));
        assertThat(lines).singleElement()
                .asString()
                .startsWith("KEEPING server 1")
                .contains("apt-get is not on PATH");
    }

    @Test
    void withoutAnySetTheReasonAndTheRemedyAreSaid() {
        assertThatThrownBy(this::obtain).isInstanceOf(PartException.class)
                .hasMessage("The program apt-get is not on PATH: bring your own");
    }

    private DebianPackages.Unpacked obtain() {
        return packages.obtain(new PartsCache(folder, lines::add), NOTHING_ON_PATH, lines::add, "bring your own");
    }
}

package dev.clickpipe.deploy.parts.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clickpipe.deploy.parts.process.PartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path folder;

    OwnerTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aFolderHasOneOwnerAtATime() {
        StateDirectory state = StateDirectory.of(folder);
        try (Owner owner = Owner.claim(state)) {
            assertThat(Owner.running(state)).contains(ProcessHandle.current());
            assertThatThrownBy(() -> Owner.claim(state)).isInstanceOf(PartException.class)
                    .hasMessageContaining("already started");
            assertThat(owner).isNotNull();
        }
        assertThat(Owner.running(state)).isEmpty();
        Owner.claim(state).close();
    }

    @Test
    void stoppingEndsTheOwner() throws IOException {
        StateDirectory state = StateDirectory.of(folder);
        Process process = new ProcessBuilder("sleep", "1000").start();
        Files.writeString(folder.resolve("owner"), Long.toString(process.pid()));
        assertThat(Owner.stop(state, LIMIT)).isTrue();
        assertThat(process.isAlive()).isFalse();
        assertThat(Owner.stop(state, LIMIT)).isFalse();
    }

    @Test
    void partsWithoutAnOwnerAreEndedAfterALimit() throws IOException {
        StateDirectory state = StateDirectory.of(folder);
        Process process = new ProcessBuilder("sleep", "1000").start();
        Files.writeString(state.part("mysql").resolve("process"), Long.toString(process.pid()));
        assertThat(Owner.stop(state, Duration.ofMillis(100))).isTrue();
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void aProcessThatOnlyHasTheNumberOfARecordedOneIsLeftAlone() throws IOException {
        StateDirectory state = StateDirectory.of(folder);
        Process process = new ProcessBuilder("sleep", "1000").start();
        try {
            for (Path record : new Path[]{folder.resolve("owner"), state.part("mysql").resolve("process")}) {
                Files.writeString(record, Long.toString(process.pid()));
                Files.setLastModifiedTime(record, FileTime.fromMillis(1_000));
            }
            assertThat(Owner.running(state)).isEmpty();
            assertThat(Owner.stop(state, LIMIT)).isFalse();
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }
}

package dev.clickpipe.deploy.parts.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {
    private final Path folder;

    ProgramsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void theFirstExecutableFileOnPathIsFound() throws IOException {
        Path first = Files.createDirectory(folder.resolve("first"));
        Path second = Files.createDirectory(folder.resolve("second"));
        Files.createFile(first.resolve("server"));
        Path program = Files.createFile(second.resolve("server"));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Programs programs = new Programs(Map.of("PATH", "/nowhere::" + first + ":" + second));
        assertThat(programs.find("server")).contains(program);
        assertThat(programs.find("other")).isEmpty();
    }

    @Test
    void aMissingProgramIsNamedWithItsRemedy() {
        assertThatThrownBy(() -> new Programs(Map.of()).require("npm", "install Node.js"))
                .isInstanceOf(PartException.class)
                .hasMessage("The program npm is not on PATH: install Node.js");
    }
}

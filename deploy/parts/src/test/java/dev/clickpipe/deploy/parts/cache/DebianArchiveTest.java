package dev.clickpipe.deploy.parts.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebianArchiveTest {
    private final Path folder;

    DebianArchiveTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void theArchiveIsReadFromStanzas() throws IOException {
        Path parts = Files.createDirectory(folder.resolve("sources.list.d"));
        Files.writeString(parts.resolve("debian.sources"), """
                Types: deb
                # URIs: http://commented.example/debian
                URIs: http://mirror.example/debian-security
                Suites: stable-security
                Signed-By: /keys/security.gpg

                Types: deb
                URIs: http://mirror.example/debian/
                Suites: stable stable-updates
                Signed-By: /keys/archive.gpg
                """);
        Files.writeString(parts.resolve("other.sources"), "Types: deb\nURIs: http://other.example/tool\nSuites: x\n");
        assertThat(DebianArchive.ofSystem(folder))
                .contains(new DebianArchive("http://mirror.example/debian/", "/keys/archive.gpg"));
    }

    @Test
    void theArchiveIsReadFromLines() throws IOException {
        Files.writeString(folder.resolve("sources.list"), """
                # deb http://commented.example/debian stable main
                deb [arch=amd64 signed-by=/keys/archive.gpg] http://mirror.example/debian stable main
                deb-src http://mirror.example/debian stable main
                """);
        DebianArchive archive = DebianArchive.ofSystem(folder).orElseThrow();
        assertThat(archive).isEqualTo(new DebianArchive("http://mirror.example/debian", "/keys/archive.gpg"));
        assertThat(archive.sources("sid")).isEqualTo("""
                Types: deb
                URIs: http://mirror.example/debian
                Suites: sid
                Components: main
                Targets: Packages
                Signed-By: /keys/archive.gpg
                """);
    }

    @Test
    void aSystemOfAnotherKindHasNone() throws IOException {
        Files.writeString(folder.resolve("sources.list"), "deb http://mirror.example/ubuntu noble main\n");
        assertThat(DebianArchive.ofSystem(folder)).isEmpty();
    }
}

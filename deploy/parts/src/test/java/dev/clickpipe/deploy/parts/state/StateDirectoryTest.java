package dev.clickpipe.deploy.parts.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {
    private final Path folder;

    StateDirectoryTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void passwordsStayTheSameAndAreReadableByTheOwnerAlone() throws IOException {
        StateDirectory state = StateDirectory.of(folder.resolve("state"));
        String password = state.password("mysql");
        assertThat(password).hasSizeGreaterThan(20);
        assertThat(StateDirectory.of(folder.resolve("state")).password("mysql")).isEqualTo(password);
        assertThat(state.password("mariadb")).isNotEqualTo(password);
        assertThat(Files.getPosixFilePermissions(folder.resolve("state/mysql/password")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(state.parts()).containsExactly("mariadb", "mysql");
    }

    @Test
    void addressesAreWrittenAndReadBack() throws IOException {
        StateDirectory state = StateDirectory.of(folder);
        assertThat(Addresses.read(state)).isEmpty();
        Addresses addresses = new Addresses(state);
        addresses.put(Map.of("temporal", "127.0.0.1:7233", "webUi", "http://127.0.0.1:8233"), "temporal",
                OptionalLong.of(42), state.log("temporal"));
        addresses.put(Map.of("mysql", "mysql://a:b@127.0.0.1:3306"), "mysql", OptionalLong.empty(), state.log("mysql"));
        addresses.put("apiKey", "secret");
        assertThat(Addresses.read(state)).contains(Map.of("temporal", "127.0.0.1:7233", "webUi",
                "http://127.0.0.1:8233", "mysql", "mysql://a:b@127.0.0.1:3306", "apiKey", "secret"));
        assertThat(Files.readString(Addresses.file(state))).contains("\"pids\"", "\"temporal\" : 42",
                state.log("temporal").toString());
        assertThat(Files.getPosixFilePermissions(Addresses.file(state)))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));

        addresses.remove(Set.of("temporal", "webUi"), "temporal");
        assertThat(Files.readString(Addresses.file(state))).doesNotContain("temporal");
        addresses.clear();
        assertThat(Addresses.read(state)).isEmpty();
    }
}

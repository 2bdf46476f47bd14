package dev.clickpipe.deploy.parts.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
    private final Path folder;

    PortsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void thePreferredPortIsTakenWhenItIsFree() {
        int free;
        try (Ports ports = new Ports(folder)) {
            free = ports.reserve(List.of());
        }
        try (Ports ports = new Ports(folder)) {
            assertThat(ports.reserve(List.of(free))).isEqualTo(free);
        }
    }

    @Test
    void aPortInUseIsNotTaken() throws IOException {
        try (Ports ports = new Ports(folder);
                ServerSocket used = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(ports.reserve(List.of(used.getLocalPort()))).isNotEqualTo(used.getLocalPort());
        }
    }

    @Test
    void twoLaunchersNeverGetTheSamePort() {
        try (Ports other = new Ports(folder)) {
            int port;
            try (Ports one = new Ports(folder)) {
                port = one.reserve(List.of());
                assertThat(other.reserve(List.of(port))).isNotEqualTo(port);
            }
            assertThat(other.reserve(List.of(port))).isEqualTo(port);
        }
    }

    @Test
    void portsOfOneLauncherDiffer() {
        try (Ports ports = new Ports(folder)) {
            Set<Integer> reserved = new HashSet<>();
            for (int index = 0; index < 50; index++) {
                assertThat(reserved.add(ports.reserve(List.of()))).isTrue();
            }
        }
    }
}

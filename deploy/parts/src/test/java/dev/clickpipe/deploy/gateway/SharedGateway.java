package dev.clickpipe.deploy.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One face for all tests of a JVM. */
final class SharedGateway {
    private static @Nullable TestGatewayProcess running;

    private SharedGateway() {}

    static synchronized TestGatewayProcess get() {
        TestGatewayProcess present = running;
        if (present == null) {
            try {
                Path data = Files.createTempDirectory("face-suite-");
                present = TestGatewayProcess.start(data);
                running = present;
                TestGatewayProcess started = present;
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(started, data)));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return present;
    }

    static Target target() {
        return get().target();
    }

    private static void end(TestGatewayProcess face, Path data) {
        try {
            face.close();
            delete(data);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

package dev.clickpipe.deploy.face;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One face for all tests of a JVM. */
final class SharedFace {
    private static @Nullable FaceProcess running;

    private SharedFace() {}

    static synchronized FaceProcess get() {
        FaceProcess present = running;
        if (present == null) {
            try {
                Path data = Files.createTempDirectory("face-suite-");
                present = FaceProcess.start(data);
                running = present;
                FaceProcess started = present;
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

    private static void end(FaceProcess face, Path data) {
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

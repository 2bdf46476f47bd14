package dev.clickpipe.deploy.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.deploy.service.SourceKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What {@code deploy/soak lifecycle} does, for some minutes. */
@Execution(ExecutionMode.CONCURRENT)
abstract class LifecycleTest {
    private static final int OPERATIONS = 30;

    private final SourceKind kind;

    LifecycleTest(SourceKind kind) {
        this.kind = kind;
    }

    @Test
    void allRowsAreThereAfterARandomLife(@TempDir Path folder) throws Exception {
        long seed = System.nanoTime();
        System.out.println("SEED " + seed + " of a random life on " + kind.text());
        AtomicReference<String> result = new AtomicReference<>();
        boolean pass = new Lifecycle(kind, seed, OPERATIONS, Duration.ofHours(1), line -> {
            System.out.println(kind.text() + " " + line);
            if (line.startsWith("RESULT")) {
                result.set(line);
            }
        }).run(folder);
        assertThat(pass).as("seed " + seed + ": " + result).isTrue();
    }
}

package dev.clickpipe.deploy.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code deploy/quickstart --check} on both servers; once more with a byte changed. */
@Execution(ExecutionMode.CONCURRENT)
class CheckTest {
    @Test
    void findsNoDifferenceToMySql(@TempDir Path state) throws Exception {
        findsNoDifference(state, "mysql");
    }

    @Test
    void findsNoDifferenceToMariaDbUnlessOneIsPlanted(@TempDir Path state) throws Exception {
        findsNoDifference(state, "mariadb");

        List<String> said = new ArrayList<>();
        assertThat(QuickstartProgram.run(said, state, "--check", "--seconds", "1", "--plant-difference")).isEqualTo(1);
        assertThat(said).anyMatch(line -> line.startsWith("TABLE shop.orders") && line.endsWith("different=1"))
                .contains("CHECK different").doesNotContain("CHECK equal");
    }

    private static void findsNoDifference(Path state, String source) throws Exception {
        List<String> said = new ArrayList<>();
        assertThat(
                QuickstartProgram.run(said, state, "--check", "--source", source, "--rows", "5000", "--seconds", "3"))
                .isZero();
        assertThat(said).anyMatch(line -> line.startsWith("CHECK paused: nothing arrived"))
                .contains("CHECK equal", "CHECK the pipe is deleted");
    }
}

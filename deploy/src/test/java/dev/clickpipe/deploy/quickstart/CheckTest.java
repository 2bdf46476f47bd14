package dev.clickpipe.deploy.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.deploy.service.SourceKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code deploy/quickstart --check}, twice in one state folder; the second time a byte is changed. */
@Execution(ExecutionMode.CONCURRENT)
abstract class CheckTest {
    private final SourceKind kind;

    CheckTest(SourceKind kind) {
        this.kind = kind;
    }

    @Test
    void findsNoDifferenceUnlessOneIsPlanted(@TempDir Path state) throws Exception {
        List<String> said = new ArrayList<>();
        assertThat(QuickstartProgram.run(said, state, "--check", "--source", kind.text(), "--rows", "5000", "--seconds",
                "3")).isZero();
        assertThat(said).anyMatch(line -> line.startsWith("CHECK paused: nothing arrived")).contains("CHECK equal",
                "CHECK the pipe is deleted");

        said.clear();
        assertThat(QuickstartProgram.run(said, state, "--check", "--source", kind.text(), "--seconds", "1",
                "--plant-difference")).isEqualTo(1);
        assertThat(said).anyMatch(line -> line.startsWith("TABLE shop.orders") && line.endsWith("different=1"))
                .contains("CHECK different")
                .doesNotContain("CHECK equal");
    }
}

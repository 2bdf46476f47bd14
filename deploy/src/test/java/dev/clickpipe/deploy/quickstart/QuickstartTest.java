package dev.clickpipe.deploy.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.deploy.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Execution(ExecutionMode.CONCURRENT)
class QuickstartTest {
    private static final Duration END_LIMIT = Duration.ofMinutes(1);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --rows 7                  | --rows is 7; give 100 to 100000000
            --rows many               | Invalid value for option '--rows'
            --seconds 0               | --seconds is 0; give 1 to 86400
            --source oracle           | Invalid value for option '--source'
            --check --no-demo         | --check needs the demo that --no-demo leaves out
            --plant-difference        | --plant-difference belongs to --check
            --stop --fresh            | --stop only ends what runs; give it alone or with --state
            --chekc                   | Unknown option: '--chekc'
            """)
    void wrongUsageIsToldAndEndsWithTwo(String options, String sentence, @TempDir Path state) throws Exception {
        List<String> said = new ArrayList<>();
        assertThat(QuickstartProgram.run(said, state, options.split(" "))).isEqualTo(2);
        assertThat(said).anyMatch(line -> line.contains(sentence)).contains("Try deploy/quickstart --help");
        assertThat(state).isEmptyDirectory();
    }

    @Test
    void killedItLeavesNothingRunningAndStartedAgainItGoesOn(@TempDir Path state) throws Exception {
        List<ProcessHandle> family;
        try (QuickstartProgram first = QuickstartProgram.start(state, "--rows", "5000")) {
            first.awaitLine("Running");
            family = first.family();
            first.kill();
        }
        // Shells, Temporal, ClickHouse, MariaDB, API, worker, service worker.
        assertThat(family).hasSizeGreaterThan(6);
        Await.until("all " + family.size() + " processes have ended", END_LIMIT,
                () -> family.stream().noneMatch(ProcessHandle::isAlive));

        try (QuickstartProgram second = QuickstartProgram.start(state)) {
            second.awaitLine("of an earlier start goes on from its position");
            second.awaitLine("Running");
            List<String> said = new ArrayList<>();
            assertThat(QuickstartProgram.run(said, state, "--stop")).isZero();
            assertThat(said).contains("STOPPED");
            second.awaitExit();
        }
        List<String> said = new ArrayList<>();
        assertThat(QuickstartProgram.run(said, state, "--stop")).isZero();
        assertThat(said).anyMatch(line -> line.startsWith("NOTHING ran in"));
    }
}

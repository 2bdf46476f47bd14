package dev.clickpipe.deploy.parts.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedProcessTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path folder;

    SupervisedProcessTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private SupervisedProcess start(String script, Duration grace) {
        return SupervisedProcess.start(new SupervisedProcess.Settings("part", List.of("sh", "-c", script),
                Map.of("GIVEN", "from the environment"), folder, folder.resolve("part.log"), grace));
    }

    private static void awaitLine(SupervisedProcess process, String line) {
        process.awaitReady(Readiness.line(process.log(), Pattern.compile("^" + line + "$")), "the line " + line, LIMIT);
    }

    @Test
    void isAskedToEndAndGivenTimeForIt() {
        SupervisedProcess process = start(
                "trap 'echo ending; exit 0' TERM; echo $GIVEN; while :; do sleep 0.1; done", Duration.ofSeconds(30));
        awaitLine(process, "from the environment");
        assertThat(process.isAlive()).isTrue();
        assertThat(SupervisedProcess.recorded(folder)).map(ProcessHandle::pid).contains(process.pid());

        process.close();

        assertThat(process.isAlive()).isFalse();
        assertThat(process.log().lines()).contains("ending");
        assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(60)).isEqualTo(0);
        assertThat(SupervisedProcess.recorded(folder)).isEmpty();
    }

    @Test
    void itsInputClosesWhenItHasToEnd() {
        SupervisedProcess process = start(
                "trap '' TERM; echo ready; while read -r line; do :; done; echo input closed", Duration.ofSeconds(30));
        awaitLine(process, "ready");
        process.close();
        assertThat(process.log().lines()).contains("input closed");
    }

    @Test
    void isKilledWhenItDoesNotEndInItsGrace() {
        SupervisedProcess process = start("trap '' TERM; echo ready; while :; do sleep 0.1; done",
                Duration.ofSeconds(1));
        awaitLine(process, "ready");
        process.close();
        assertThat(process.isAlive()).isFalse();
        assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(60)).isEqualTo(128 + 9);
    }

    @Test
    void endsWithItsSupervisor() {
        SupervisedProcess process = start("echo ready; while :; do sleep 0.1; done", Duration.ofSeconds(30));
        awaitLine(process, "ready");
        ProcessHandle part = ProcessHandle.of(process.pid()).orElseThrow();
        ProcessHandle supervisor = part.parent().orElseThrow();
        assertThat(supervisor.parent()).contains(ProcessHandle.current());

        supervisor.destroyForcibly();

        await().atMost(LIMIT).until(() -> !part.isAlive());
    }

    @Test
    void aPartThatEndsBeforeItIsReadyIsReportedWithTheEndOfThisRunsLog() throws IOException {
        Files.writeString(folder.resolve("part.log"), "a line of an earlier run\n");
        SupervisedProcess process = start("echo the reason; exit 7", Duration.ofSeconds(1));
        assertThatThrownBy(() -> process.awaitReady(() -> false, "never", LIMIT)).isInstanceOf(PartException.class)
                .hasMessageContaining("part ended with code 7")
                .hasMessageContaining("the reason")
                .hasMessageNotContaining("earlier run");
    }

    @Test
    void aPartThatIsNotReadyInTimeIsStopped() {
        SupervisedProcess process = start("while :; do sleep 0.1; done", Duration.ofSeconds(1));
        assertThatThrownBy(() -> process.awaitReady(() -> false, "a sign", Duration.ofMillis(200)))
                .isInstanceOf(PartException.class)
                .hasMessageContaining("a sign");
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void aProgramThatDoesNotExistIsReported() {
        SupervisedProcess process = SupervisedProcess.start(new SupervisedProcess.Settings("part",
                List.of(folder.resolve("missing").toString()), Map.of(), folder, folder.resolve("part.log"), LIMIT));
        assertThatThrownBy(() -> process.awaitReady(() -> false, "never", LIMIT)).isInstanceOf(PartException.class)
                .hasMessageContaining("missing");
    }

    @Test
    void argumentsArriveUnchanged() {
        SupervisedProcess process = SupervisedProcess.start(new SupervisedProcess.Settings("part",
                List.of("printf", "%s|", "two words", "$HOME", "quote ' and \"", "*"), Map.of(), folder,
                folder.resolve("part.log"), LIMIT));
        await().atMost(LIMIT).until(() -> !process.isAlive());
        assertThat(process.log().lines()).containsExactly("two words|$HOME|quote ' and \"|*|");
    }
}

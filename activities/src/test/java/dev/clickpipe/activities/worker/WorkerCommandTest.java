package dev.clickpipe.activities.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.workflows.settings.ScalingFigures;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WorkerCommandTest {
    private static final List<String> OPTIONS = List.of("-Xmx320m", "-XX:+UseSerialGC");

    private final UUID service = UUID.randomUUID();

    @Test
    void withoutFiguresTheOptionsAreAsTheyWereGiven() {
        assertThat(new WorkerCommand("java", OPTIONS, "worker.jar", null).of(service, null)).containsExactly("java",
                "-Xmx320m", "-XX:+UseSerialGC", "-jar", "worker.jar", "--service", service.toString(),
                "--until-input-closes");
    }

    @Test
    void figuresAreTheOnlyHeapAndTheSlots() {
        assertThat(new WorkerCommand("java", OPTIONS, "worker.jar", null).of(service, ScalingFigures.SMALLEST))
                .containsExactly("java", "-Xmx3072m", "-XX:+UseSerialGC", "-jar", "worker.jar", "--service",
                        service.toString(), "--until-input-closes", "--stream-slots", "500", "--snapshot-slots", "8");
        assertThat(new WorkerCommand("java", List.of(), "worker.jar", null).of(service, ScalingFigures.ofCores(32)))
                .contains("-Xmx98304m", "16000", "256");
    }

    @Test
    void foldersOfClassesAreRunByTheirMainClass() {
        assertThat(new WorkerCommand("java", List.of(), "classes:some.jar", null).of(service, null))
                .containsSubsequence(
                        "-cp", "classes:some.jar", "dev.clickpipe.activities.worker.WorkerApplication", "--service");
    }

    /** A control worker that was configured by a file has children that know as much. */
    @Test
    void aChildReadsTheFileOfItsControlWorker() {
        Path file = Path.of("conf", "worker.properties");
        List<String> command = new WorkerCommand("java", OPTIONS, "worker.jar", file).of(service, null);
        WorkerArguments read = WorkerArguments
                .parse(command.subList(command.indexOf("worker.jar") + 1, command.size()));
        assertThat(read)
                .isEqualTo(new WorkerArguments(new WorkerRole.Service(service, true, WorkerSlots.USUAL), file));
    }

    /** What the command line says is what the child reads. */
    @Test
    void aChildReadsItsSlots() {
        for (ScalingFigures figures : new ScalingFigures[]{ScalingFigures.SMALLEST, ScalingFigures.ofCores(7)}) {
            List<String> command = new WorkerCommand("java", OPTIONS, "worker.jar", null).of(service, figures);
            List<String> arguments = command.subList(command.indexOf("--service"), command.size());
            assertThat(WorkerArguments.parse(arguments).role())
                    .isEqualTo(new WorkerRole.Service(service, true, WorkerSlots.of(figures)));
        }
    }
}

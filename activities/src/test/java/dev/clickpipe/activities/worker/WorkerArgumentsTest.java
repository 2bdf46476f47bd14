package dev.clickpipe.activities.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerArgumentsTest {
    @Test
    void aWorkerOfAServiceHasTheUsualSlots() {
        UUID service = UUID.randomUUID();
        assertThat(WorkerArguments.parse(List.of("--service", service.toString())).role())
                .isEqualTo(new WorkerRole.Service(service, false, new WorkerSlots(500, 8)));
        assertThat(WorkerArguments.parse(List.of("--service", service.toString(), "--snapshot-slots", "2")).role())
                .isEqualTo(new WorkerRole.Service(service, false, new WorkerSlots(500, 2)));
        assertThat(WorkerArguments.parse(List.of()).role()).isEqualTo(new WorkerRole.Control(null));
        Path file = Path.of("worker.properties");
        assertThat(WorkerArguments.parse(List.of("--config", file.toString())))
                .isEqualTo(new WorkerArguments(new WorkerRole.Control(file), file));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"--service one | --service one is not a UUID",
            "--stream-slots 0 | --stream-slots 0 leaves nothing to do; give 1 or more",
            "--snapshot-slots many | --snapshot-slots many is not a number; give 1 or more",
            "--snapshot-slots | --snapshot-slots needs a value; see --help",
            "--stream-slots 3 | --stream-slots and --snapshot-slots need --service; see --help",
            "--until-input-closes | --until-input-closes needs --service; see --help",
            "--services | Unknown argument --services; see --help"})
    void mistakesAreNamed(String arguments, String sentence) {
        assertThatThrownBy(() -> WorkerArguments.parse(List.of(arguments.split(" "))))
                .isInstanceOf(IllegalArgumentException.class).hasMessage(sentence);
    }
}

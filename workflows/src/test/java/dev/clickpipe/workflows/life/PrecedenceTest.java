package dev.clickpipe.workflows.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.clickpipe.workflows.contract.LeaseEnding;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.testing.LivePipeView;
import dev.clickpipe.workflows.testing.SampleRequests;
import dev.clickpipe.workflows.testing.Samples;
import dev.clickpipe.workflows.testing.PipeTestEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a pipe shows when several things hold: the rows of the README's table, from the last to the first. */
class PrecedenceTest {
    private static final Path README = Path.of(System.getProperty("project.root", ".."), "workflows", "README.md");
    private static final Pattern TABLE = Pattern
            .compile("\\| what holds \\| what the pipe shows \\|\n\\|.*\\|\n((?:\\|.*\\|\n)+)");

    private final PipeTestEnvironment stage = PipeTestEnvironment.open();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void theReadmeListsTheStatesThatAreTriedHere() throws IOException {
        var table = TABLE.matcher(Files.readString(README));
        assertThat(table.find()).isTrue();
        assertThat(Arrays.stream(table.group(1).split("\n", -1)).filter(row -> !row.isEmpty())
                .map(row -> row.split("\\|", -1)[2].strip())).containsExactly("Failed", "Pausing, Paused", "Resync",
                        "Modifying", "Setup, Snapshot", "Degraded", "Running", "Completed");
    }

    /** A table stays failed all the while; each state hides those that hold besides. */
    @Test
    void eachStateHidesTheOnesBelowIt() {
        LivePipeView pipe = stage.following();
        stage.stream.endings.add(new LeaseEnding.SchemaBarrier(Samples.LINES, "ALTER TABLE lines ADD x INT", "x"));
        pipe.awaitState(PipeState.DEGRADED);

        stage.loading.mayFinish = 0;
        pipe.updates().addTables(SampleRequests.ADD_PARTS);
        pipe.awaitState(PipeState.SNAPSHOT);
        await().until(() -> stage.loading.active.get() > 0);
        pipe.updates().updateSettings(SampleRequests.syncInterval(5));
        pipe.awaitState(PipeState.SNAPSHOT);

        stage.loading.swapBlocked = true;
        stage.loading.mayFinish = Integer.MAX_VALUE;
        pipe.awaitState(PipeState.RESYNC);
        await().until(() -> stage.loading.calls.contains("swap"));
        pipe.signalWith("updateSettings", Map.of("syncIntervalSeconds", 6));
        pipe.awaitEntry("Asked to change settings");
        assertThat(pipe.state()).as("a change waits").isEqualTo("Resync");
        pipe.signal("pause").awaitState(PipeState.PAUSED);
        stage.loading.swapBlocked = false;
        pipe.signal("resume").awaitState(PipeState.DEGRADED);
        stage.stream.awaitLeaseOf(Samples.ORDERS, Samples.PARTS);
        stage.stream.endings.add(new LeaseEnding.Failed(Samples.error(ErrorKind.POSITION_PURGED)));
        pipe.awaitState(PipeState.FAILED);

        List<String> states = pipe.journal().stream().filter(entry -> entry.contains(" → "))
                .map(entry -> entry.substring(entry.indexOf('→') + 2, entry.indexOf(':'))).toList();
        assertThat(states.subList(states.indexOf("Degraded"), states.size())).containsSubsequence("Degraded",
                "Snapshot", "Modifying", "Snapshot", "Resync", "Pausing", "Paused", "Resync", "Degraded", "Failed");
        assertThat(pipe.description().tables()).anySatisfy(table -> assertThat(table.error()).isNotNull());
    }
}

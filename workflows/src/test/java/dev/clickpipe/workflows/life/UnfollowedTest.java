package dev.clickpipe.workflows.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.pipe.PipeRequest;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.TableState;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.testing.LivePipeView;
import dev.clickpipe.workflows.testing.SampleRequests;
import dev.clickpipe.workflows.testing.Samples;
import dev.clickpipe.workflows.testing.PipeTestEnvironment;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A pipe that only loads says Completed when all of its tables are loaded, and not before. */
class UnfollowedTest {
    private final PipeTestEnvironment stage = PipeTestEnvironment.open();

    @AfterEach
    void close() {
        stage.close();
    }

    private LivePipeView withoutOrders() {
        stage.loading.loadError = Samples.error(ErrorKind.VALUE_OUT_OF_RANGE, Samples.ORDERS);
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.SNAPSHOT))
                .awaitState(PipeState.DEGRADED);
        stage.loading.loadError = null;
        return pipe;
    }

    @Test
    void aTableThatFailsLeavesItDegradedUntilItIsLoaded() {
        LivePipeView pipe = withoutOrders();
        assertThat(pipe.tableStates()).isEqualTo(
                Map.of(Samples.ORDERS, TableState.FAILED, Samples.LINES, TableState.LOADED));
        assertThat(pipe.description().sentence()).startsWith("Loaded, but not `shop`.`orders`");
        assertThat(pipe.details()).contains("what to do about VALUE_OUT_OF_RANGE").doesNotContain("running lease");
        assertThat(pipe.journal()).noneMatch(line -> line.contains("→ Completed"));
        pipe.updates().updateSettings(SampleRequests.syncInterval(5));
        pipe.awaitState(PipeState.DEGRADED).updates().pause(new PipeRequest("a test"));
        assertThat(pipe.state()).isEqualTo("Paused");
        pipe.updates().resume(new PipeRequest("a test"));
        pipe.awaitState(PipeState.DEGRADED).updates().retryTables(new PipeRequest("a test"));
        pipe.awaitState(PipeState.COMPLETED);
        assertThat(pipe.tableStates()).containsOnlyKeys(Samples.ORDERS, Samples.LINES)
                .doesNotContainValue(TableState.FAILED);
        assertThat(stage.stream.leases).isEmpty();
    }

    @Test
    void withoutTheTableItIsComplete() {
        LivePipeView pipe = withoutOrders();
        pipe.updates().dropTables(SampleRequests.DROP_ORDERS);
        pipe.awaitState(PipeState.COMPLETED);
        assertThat(pipe.configuredTables()).containsExactly(Samples.LINES);
    }

    @Test
    void anotherTableIsAddedAndTheFailedOneStaysFailed() {
        LivePipeView pipe = withoutOrders();
        pipe.updates().addTables(SampleRequests.ADD_PARTS);
        await().until(() -> stage.loading.swaps.size() == 1);
        pipe.awaitState(PipeState.DEGRADED);
        assertThat(pipe.tableStates()).containsEntry(Samples.ORDERS, TableState.FAILED)
                .containsEntry(Samples.PARTS, TableState.LOADED);
        pipe.delete();
    }
}

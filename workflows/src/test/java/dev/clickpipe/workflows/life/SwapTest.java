package dev.clickpipe.workflows.life;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.testing.LivePipeView;
import dev.clickpipe.workflows.testing.SampleRequests;
import dev.clickpipe.workflows.testing.Samples;
import dev.clickpipe.workflows.testing.PipeTestEnvironment;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The last step of a load: its tables take their places, and nothing is followed meanwhile. */
class SwapTest {
    private final PipeTestEnvironment stage = PipeTestEnvironment.open();

    @AfterEach
    void close() {
        stage.close();
    }

    /** Nothing is followed meanwhile, so people must see why; and may pause, and fix it. */
    @Test
    void anErrorOfTheLastStepIsShownAndAPauseInterruptsIt() {
        LivePipeView pipe = stage.following();
        stage.loading.swapError = Samples.error(ErrorKind.DESTINATION_BUSY);
        pipe.updates().resync(SampleRequests.RESYNC_ORDERS);
        await().until(() -> stage.loading.calls.stream().filter("swap"::equals).count() >= 2);
        assertThat(pipe.state()).isEqualTo("Resync");
        assertThat(requireNonNull(pipe.description().trouble()).kind()).isEqualTo(ErrorKind.DESTINATION_BUSY);
        assertThat(pipe.details()).contains("Trying again after DESTINATION_BUSY");
        pipe.signal("pause").awaitState(PipeState.PAUSED);
        int leases = stage.stream.leases.size();
        int swaps = stage.loading.calls.size();
        assertThat(pipe.updates().resync(SampleRequests.RESYNC_ALL).state()).isEqualTo(PipeState.PAUSED);
        stage.loading.swapError = null;
        stage.loading.swapBlocked = true;
        pipe.signal("resume");
        await().until(() -> stage.loading.calls.size() > swaps);
        assertThat(stage.loading.calls.getLast()).isEqualTo("swap");
        assertThat(stage.stream.leases).as("nothing writes while nobody knows which table is where").hasSize(leases);
        stage.loading.swapBlocked = false;
        await().until(() -> !stage.loading.swaps.isEmpty());
        assertThat(stage.loading.swaps.getFirst().loaded()).hasSize(1);
        await().until(() -> stage.loading.swaps.size() == 2);
        assertThat(stage.loading.swaps.getLast().loaded()).as("the other one waited").hasSize(2);
        pipe.awaitState(PipeState.RUNNING);
        assertThat(pipe.description().trouble()).isNull();
    }

    @Test
    void aPauseInterruptsAnExchangeThatHangs() {
        LivePipeView pipe = stage.following();
        stage.loading.swapBlocked = true;
        pipe.updates().resync(SampleRequests.RESYNC_ORDERS);
        await().until(() -> stage.loading.calls.contains("swap"));
        pipe.signal("pause").awaitState(PipeState.PAUSED);
        assertThat(stage.loading.swaps).isEmpty();
        stage.loading.swapBlocked = false;
        pipe.signal("resume").awaitState(PipeState.RUNNING);
        assertThat(stage.loading.swaps).hasSize(1);
    }

    @Test
    void aChangeWaitsForAnExchangeInsteadOfBeginningItAgain() {
        LivePipeView pipe = stage.following();
        stage.loading.swapBlocked = true;
        pipe.updates().resync(SampleRequests.RESYNC_ORDERS);
        await().until(() -> stage.loading.calls.contains("swap"));
        pipe.signalWith("updateSettings", Map.of("syncIntervalSeconds", 7));
        pipe.awaitEntry("Asked to change settings");
        assertThat(pipe.state()).isEqualTo("Resync");
        stage.loading.swapBlocked = false;
        pipe.awaitEntry("Done: change settings");
        assertThat(stage.loading.calls).containsOnlyOnce("swap");
        pipe.awaitState(PipeState.RUNNING);
    }

    /** What is asked for while the last step fails is done between two attempts. */
    @Test
    void tablesThatCannotTakeTheirPlacesAreDropped() {
        LivePipeView pipe = stage.following();
        stage.loading.swapError = Samples.error(ErrorKind.DESTINATION_BUSY);
        pipe.updates().resync(SampleRequests.RESYNC_ORDERS);
        await().until(() -> stage.loading.calls.contains("swap"));
        pipe.updates().dropTables(SampleRequests.DROP_ORDERS);
        pipe.awaitState(PipeState.RUNNING);
        stage.stream.awaitLeaseOf(Samples.LINES);
    }

    @Test
    void deletedWhileTablesAreSwapped() {
        LivePipeView pipe = stage.following();
        stage.loading.swapBlocked = true;
        pipe.updates().resync(SampleRequests.RESYNC_ALL);
        await().until(() -> stage.loading.calls.contains("swap"));
        pipe.delete();
        assertThat(stage.stream.active).hasValue(0);
        assertThat(stage.control.joined).isEmpty();
    }
}

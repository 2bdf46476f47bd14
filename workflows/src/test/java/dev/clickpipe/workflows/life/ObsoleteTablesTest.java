package dev.clickpipe.workflows.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.clickpipe.workflows.contract.ObsoleteTable;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.pipe.DropTablesRequest;
import dev.clickpipe.workflows.pipe.PipeRequest;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.testing.LivePipeView;
import dev.clickpipe.workflows.testing.SampleRequests;
import dev.clickpipe.workflows.testing.Samples;
import dev.clickpipe.workflows.testing.PipeTestEnvironment;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a load leaves at the destination is dropped, whether its tables took their places or it was given up. */
class ObsoleteTablesTest {
    private final PipeTestEnvironment stage = PipeTestEnvironment.open();

    @AfterEach
    void close() {
        stage.close();
    }

    /** What stood there is dropped while the pipe follows again; a pause stops that, and it goes on afterwards. */
    @Test
    void whatWasReplacedIsDroppedBesideTheStream() {
        LivePipeView pipe = stage.following();
        stage.loading.dropsBlocked = true;
        pipe.updates().resync(SampleRequests.RESYNC_ORDERS);
        await().until(() -> stage.loading.calls.contains("dropLeftovers"));
        long before = stage.stream.writes.get();
        await().until(() -> stage.stream.writes.get() > before + 2);
        assertThat(pipe.state()).isEqualTo("Running");
        pipe.signal("pause").awaitState(PipeState.PAUSED);
        assertThat(stage.loading.dropped).isEmpty();
        pipe.signal("resume").awaitState(PipeState.RUNNING);
        await().until(() -> stage.loading.calls.stream().filter("dropLeftovers"::equals).count() >= 2);
        stage.loading.dropsBlocked = false;
        pipe.awaitCleared(stage, 1);
        assertThat(stage.loading.dropped.getFirst()).isEqualTo(new ObsoleteTable("shop_orders_resync", "replaced"));
        pipe.updates().resync(SampleRequests.RESYNC_ORDERS);
        await().until(() -> stage.loading.dropped.size() == 2);
    }

    @Test
    void aCompletedPipeDropsWhatWasReplacedToo() {
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.SNAPSHOT))
                .awaitState(PipeState.COMPLETED);
        stage.loading.dropsBlocked = true;
        pipe.updates().resync(SampleRequests.RESYNC_ORDERS);
        await().until(() -> stage.loading.calls.contains("dropLeftovers"));
        assertThat(pipe.state()).isEqualTo("Completed");
        stage.loading.dropsBlocked = false;
        pipe.awaitCleared(stage, 1);
        pipe.updates().resync(SampleRequests.RESYNC_ORDERS);
        pipe.awaitCleared(stage, 2);
        pipe.awaitState(PipeState.COMPLETED).delete();
    }

    @Test
    void theTablesOfALoadThatIsGivenUpAreDropped() {
        LivePipeView pipe = stage.following();
        stage.loading.loadError = Samples.error(ErrorKind.VALUE_OUT_OF_RANGE, Samples.PARTS);
        pipe.updates().addTables(SampleRequests.ADD_PARTS);
        await().until(() -> stage.loading.dropped.size() == 1);
        assertThat(stage.loading.dropped).containsExactly(new ObsoleteTable("shop_parts_resync", null));
        pipe.awaitState(PipeState.RUNNING);
    }

    @Test
    void anAdditionThatIsDroppedWhileItLoadsIsGone() {
        LivePipeView pipe = stage.following();
        stage.loading.mayFinish = 7;
        pipe.updates().addTables(SampleRequests.ADD_PARTS);
        await().until(() -> stage.loading.active.get() == 2);
        pipe.updates().dropTables(new DropTablesRequest(List.of(Samples.PARTS), "a test"));
        pipe.awaitState(PipeState.RUNNING);
        assertThat(stage.loading.active).hasValue(0);
        assertThat(stage.loading.swaps).isEmpty();
        assertThat(pipe.configuredTables()).containsExactly(Samples.ORDERS, Samples.LINES);
        assertThat(pipe.journal()).contains("Asked to drop `shop`.`parts`: a test",
                "Done: drop `shop`.`parts`: a test");
    }

    @Test
    void aPipeThatIsDeletedLeavesNoShadowBehind() {
        LivePipeView pipe = stage.following();
        stage.loading.mayFinish = 7;
        pipe.updates().resync(SampleRequests.RESYNC_ORDERS);
        await().until(() -> stage.loading.active.get() > 0);
        pipe.updates().delete(new PipeRequest("a test"));
        assertThat(stage.loading.dropped).containsExactly(new ObsoleteTable("shop_orders_resync", null));
    }

    @Test
    void aPipeThatIsDeletedInItsFirstLoadLeavesNoLoadTables() {
        stage.loading.appended = true;
        stage.loading.mayFinish = 1;
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.CDC)).awaitState(PipeState.SNAPSHOT);
        await().until(() -> stage.loading.active.get() > 0);
        pipe.updates().delete(new PipeRequest("a test"));
        assertThat(stage.loading.calls).contains("dropLoadTables");
    }

    @Test
    void whatADeletedPipeCannotDropIsTold() {
        stage.loading.appended = true;
        stage.loading.mayFinish = 1;
        stage.loading.dropError = Samples.error(ErrorKind.DESTINATION_CHANGED);
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.CDC)).awaitState(PipeState.SNAPSHOT);
        await().until(() -> stage.loading.active.get() > 0);
        pipe.updates().delete(new PipeRequest("a test"));
        assertThat(pipe.journal()).contains("Left behind: what was being loaded. what went wrong with"
                + " DESTINATION_CHANGED");
    }

    @Test
    void aTableThatIsDroppedWhileItIsLoadedAgainLeavesNoShadowBehind() {
        LivePipeView pipe = stage.following();
        stage.loading.mayFinish = 7;
        pipe.updates().resync(SampleRequests.RESYNC_ORDERS);
        await().until(() -> stage.loading.active.get() > 0);
        pipe.updates().dropTables(SampleRequests.DROP_ORDERS);
        await().until(() -> stage.loading.dropped.size() == 1);
        assertThat(stage.loading.dropped).containsExactly(new ObsoleteTable("shop_orders_resync", null));
    }
}

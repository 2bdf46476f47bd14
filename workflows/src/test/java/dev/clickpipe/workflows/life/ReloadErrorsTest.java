package dev.clickpipe.workflows.life;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.clickpipe.workflows.contract.LeaseEnding;
import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.pipe.AddTablesRequest;
import dev.clickpipe.workflows.pipe.PipeRequest;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.TableState;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.TableName;
import dev.clickpipe.workflows.testing.FakeLoading;
import dev.clickpipe.workflows.testing.LivePipeView;
import dev.clickpipe.workflows.testing.SampleRequests;
import dev.clickpipe.workflows.testing.Samples;
import dev.clickpipe.workflows.testing.PipeTestEnvironment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Errors of one table, of a load and beside one: what is given up, and what goes on. */
class ReloadErrorsTest {
    private static final TableName MISSING = new TableName("shop", "missing");
    private final PipeTestEnvironment stage = PipeTestEnvironment.open();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void anAdditionThatFailsLeavesThePipeAsItWas() {
        LivePipeView pipe = stage.following();
        stage.loading.setupError = Samples.error(ErrorKind.TABLE_MISSING, Samples.PARTS);
        pipe.updates().addTables(SampleRequests.ADD_PARTS);
        pipe.awaitEntry("Not loaded: `shop`.`parts`");
        pipe.awaitState(PipeState.RUNNING).awaitCleared(stage, 1);
        assertThat(pipe.configuredTables()).containsExactly(Samples.ORDERS, Samples.LINES);
        assertThat(pipe.journal()).anyMatch(line -> line.contains("what to do about TABLE_MISSING")
                && line.endsWith("The pipe continues without `shop`.`parts`."));
        long before = stage.stream.writes.get();
        await().until(() -> stage.stream.writes.get() > before);
        stage.loading.setupError = null;
        stage.loading.swapError = Samples.error(ErrorKind.DESTINATION_CHANGED, Samples.ORDERS);
        pipe.updates().resync(SampleRequests.RESYNC_ORDERS);
        pipe.awaitEntry("Not loaded: `shop`.`orders`");
        pipe.awaitState(PipeState.RUNNING);
        assertThat(pipe.configuredTables()).hasSize(2);
        stage.stream.awaitLeaseOf(Samples.ORDERS, Samples.LINES);
    }

    @Test
    void theOthersAreLoadedWithoutATableThatFails() {
        LivePipeView pipe = stage.following();
        stage.loading.setupErrorOf = Samples.error(ErrorKind.TABLE_MISSING, Samples.ORDERS);
        pipe.updates().resync(SampleRequests.RESYNC_ALL);
        await().until(() -> stage.loading.swaps.size() == 1);
        pipe.awaitState(PipeState.RUNNING);
        assertThat(stage.loading.swaps.getFirst().loaded()).extracting(RoutedTable::source)
                .containsExactly(Samples.LINES);
        assertThat(pipe.journal()).anyMatch(line -> line.startsWith("Not loaded: `shop`.`orders`. what went wrong"));
        assertThat(pipe.configuredTables()).containsExactly(Samples.ORDERS, Samples.LINES);
        stage.loading.setupErrorOf = Samples.error(ErrorKind.TABLE_MISSING, MISSING);
        pipe.updates().addTables(new AddTablesRequest(List.of(Samples.mapping(Samples.PARTS, "shop_parts"),
                Samples.mapping(MISSING, "shop_missing")), "a test"));
        await().until(() -> stage.loading.swaps.size() == 2);
        pipe.awaitState(PipeState.RUNNING);
        assertThat(pipe.configuredTables()).containsExactly(Samples.ORDERS, Samples.LINES, Samples.PARTS);
    }

    @Test
    void oneTablesErrorLeavesTheOthersRunningUntilItIsRetried() {
        LivePipeView pipe = stage.following();
        LivePipeView.assertRefused(() -> pipe.updates().retryTables(new PipeRequest(null)),
                "ClickPipe is Running: no table of the pipe failed");
        stage.stream.endings.add(new LeaseEnding.SchemaBarrier(Samples.ORDERS, "ALTER TABLE orders ADD x INT", "x"));
        pipe.awaitState(PipeState.DEGRADED);
        stage.stream.awaitLeaseOf(Samples.LINES);
        assertThat(pipe.description().tables().getFirst()).satisfies(table -> {
            assertThat(table.state()).isEqualTo(TableState.FAILED);
            assertThat(requireNonNull(table.error()).message()).contains("ALTER TABLE orders ADD x INT");
        });
        assertThat(pipe.details()).contains("retryTables", "ALTER TABLE orders ADD x INT");
        pipe.signal("pause").awaitState(PipeState.PAUSED).signal("resume").awaitState(PipeState.DEGRADED);
        pipe.updates().retryTables(new PipeRequest("a test"));
        pipe.awaitEntry("Asked to retry `shop`.");
        await().until(() -> stage.loading.swaps.size() == 1);
        pipe.awaitState(PipeState.RUNNING);
        stage.stream.awaitLeaseOf(Samples.ORDERS, Samples.LINES);
        assertThat(stage.stream.ownLeases().getLast().tables()).extracting(RoutedTable::seenUntil)
                .as("the pipe may still be before the statement").containsExactly(null, FakeLoading.SEEN);
        pipe.updates().resync(SampleRequests.RESYNC_ORDERS);
        await().until(() -> stage.loading.swaps.size() == 2);
        assertThat(stage.loading.swaps.getLast().loaded()).extracting(RoutedTable::seenUntil)
                .as("so is one that is loaded once more").containsExactly(FakeLoading.SEEN);
        pipe.awaitState(PipeState.RUNNING);
        stage.stream.passedLoads = List.of("shop_orders");
        pipe.signal("pause").awaitState(PipeState.PAUSED).signal("resume").awaitState(PipeState.RUNNING);
        await().untilAsserted(() -> assertThat(stage.stream.ownLeases().getLast().tables())
                .extracting(RoutedTable::seenUntil).as("and then it is past it").hasSize(2).containsOnlyNulls());
        assertThat(pipe.tableStates()).doesNotContainValue(TableState.FAILED);
    }

    @Test
    void oneTablesErrorInTheFirstLoadKeepsNoOtherFromBeingLoaded() {
        stage.loading.loadError = Samples.error(ErrorKind.VALUE_OUT_OF_RANGE, Samples.ORDERS);
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.CDC)).awaitState(PipeState.DEGRADED);
        stage.stream.awaitLeaseOf(Samples.LINES);
        assertThat(pipe.tableStates()).isEqualTo(
                Map.of(Samples.ORDERS, TableState.FAILED, Samples.LINES, TableState.FOLLOWED));
        stage.loading.loadError = null;
        pipe.updates().retryTables(new PipeRequest("a test"));
        await().until(() -> stage.loading.swaps.size() == 1);
        pipe.awaitState(PipeState.RUNNING);
        stage.stream.awaitLeaseOf(Samples.ORDERS, Samples.LINES);
    }

    @Test
    void theLoadsOwnStreamMeetsErrorsAndTheOthersDoNot() {
        LivePipeView pipe = stage.following();
        stage.stream.besideEndings.add(new LeaseEnding.HandedBack());
        stage.stream.besideEndings.add(new LeaseEnding.Failed(Samples.error(ErrorKind.SOURCE_UNREACHABLE)));
        pipe.updates().resync(SampleRequests.RESYNC_ORDERS);
        await().until(() -> stage.loading.swaps.size() == 1);
        pipe.awaitState(PipeState.RUNNING).awaitCleared(stage, 1);
        stage.stream.besideEndings.add(new LeaseEnding.SchemaBarrier(Samples.ORDERS, null, "x"));
        pipe.updates().resync(SampleRequests.RESYNC_ORDERS);
        pipe.awaitEntry("Not loaded: `shop`.`orders`");
        pipe.awaitState(PipeState.RUNNING);
        stage.stream.awaitLeaseOf(Samples.ORDERS, Samples.LINES);
    }

    @Test
    void aLoadWhoseTablesFailTogetherIsGivenUpForAllOfThem() {
        LivePipeView pipe = stage.following();
        stage.stream.besideEndings.add(new LeaseEnding.TablesFailed(
                List.of(Samples.error(ErrorKind.ROWS_NOT_READABLE, Samples.ORDERS),
                        Samples.error(ErrorKind.ROWS_NOT_READABLE, Samples.LINES))));
        pipe.updates().resync(SampleRequests.RESYNC_ALL);
        pipe.awaitEntry("Not loaded: `shop`.`orders`");
        pipe.awaitEntry("Not loaded: " + Samples.LINES.quoted());
        pipe.awaitState(PipeState.RUNNING);
        stage.stream.awaitLeaseOf(Samples.ORDERS, Samples.LINES);
        assertThat(stage.loading.swaps).isEmpty();
    }

    /** Nothing of the load goes on that a later one could meet. */
    @Test
    void aLoadEndsWithThePipeThatFailsBesideIt() {
        LivePipeView pipe = stage.following();
        stage.loading.mayFinish = 7;
        pipe.updates().resync(SampleRequests.RESYNC_ORDERS);
        await().until(() -> stage.loading.active.get() == 2);
        stage.stream.endings.add(new LeaseEnding.Failed(Samples.error(ErrorKind.POSITION_PURGED)));
        pipe.awaitState(PipeState.FAILED);
        assertThat(stage.loading.active).hasValue(0);
        stage.loading.mayFinish = Integer.MAX_VALUE;
        pipe.updates().resync(SampleRequests.RESYNC_ALL);
        await().until(() -> stage.loading.swaps.size() == 1);
        pipe.awaitState(PipeState.RUNNING);
    }
}

package dev.clickpipe.workflows.life;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.contract.StreamLease;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.TableState;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.testing.FakeLoading;
import dev.clickpipe.workflows.testing.LivePipeView;
import dev.clickpipe.workflows.testing.SampleRequests;
import dev.clickpipe.workflows.testing.Samples;
import dev.clickpipe.workflows.testing.PipeTestEnvironment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tables are added and loaded again; those that are followed go on meanwhile. */
class ReloadTest {
    private final PipeTestEnvironment stage = PipeTestEnvironment.open();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void anAddedTableIsLoadedWhileTheOthersAreFollowed() {
        LivePipeView pipe = stage.following();
        stage.loading.mayFinish = 7;
        stage.loading.kept = List.of("shop_parts_replaced_0123abcd");
        pipe.updates().addTables(SampleRequests.ADD_PARTS);
        pipe.awaitState(PipeState.SNAPSHOT);
        await().until(() -> stage.loading.loads.size() == 7 && stage.loading.active.get() == 2);
        assertThat(pipe.tableStates()).isEqualTo(Map.of(Samples.ORDERS, TableState.FOLLOWED, Samples.LINES,
                TableState.FOLLOWED, Samples.PARTS, TableState.LOADING));
        long before = stage.stream.writes.get();
        await().until(() -> stage.stream.writes.get() > before + 2);
        stage.loading.mayFinish = Integer.MAX_VALUE;
        pipe.awaitState(PipeState.RUNNING);
        stage.stream.awaitLeaseOf(Samples.ORDERS, Samples.LINES, Samples.PARTS);
        assertThat(stage.stream.besideLeases()).isNotEmpty().allSatisfy(lease -> {
            assertThat(lease.tables()).extracting(RoutedTable::source).containsExactly(Samples.PARTS);
            assertThat(lease.configuration().tables()).extracting(TableMapping::target)
                    .containsExactly("shop_parts_resync");
        });
        assertThat(stage.loading.calls).as("looked before the definitions are read").containsSubsequence(
                "chooseTargets", "awaitVisible", "setUp", "plan parts 0");
        assertThat(stage.loading.swaps.getFirst().loaded()).extracting(RoutedTable::seenUntil)
                .containsExactly(FakeLoading.SEEN);
        assertThat(stage.loading.swaps).singleElement().satisfies(swap -> assertThat(swap.configuration().tables())
                .extracting(TableMapping::target).containsExactly("shop_parts"));
        assertThat(stage.stream.ownLeases().getLast().tables().getLast().routes().getFirst().target())
                .isEqualTo("shop_parts");
        assertThat(stage.stream.ownLeases().getLast().position().ordinal())
                .isEqualTo(stage.stream.besideLeases().getLast().position().ordinal()
                        + moved(stage.stream.besideLeases().getLast()));
        assertThat(pipe.tableStates()).containsValues(TableState.FOLLOWED).doesNotContainValue(TableState.LOADING);
        assertThat(pipe.configuredTables()).containsExactly(Samples.ORDERS, Samples.LINES, Samples.PARTS);
        assertThat(pipe.journal())
                .contains("What a deleted ClickPipe had copied there is kept in shop_parts_replaced_0123abcd; drop it"
                        + " when nobody needs it");
        assertThat(pipe.journal().stream().filter(line -> line.contains(" → ")).toList())
                .extracting(line -> line.substring(0, line.indexOf(':')))
                .endsWith("Snapshot → Running", "Running → Modifying", "Modifying → Setup", "Setup → Snapshot",
                        "Snapshot → Resync", "Resync → Running");
    }

    private static long moved(StreamLease lease) {
        String set = ((Coordinates.Gtid) requireNonNull(lease.until())).set();
        return Long.parseLong(set.substring("0-1-".length())) - lease.position().ordinal();
    }

    @Test
    void allTablesAreLoadedAgainAndSwappedIn() {
        LivePipeView pipe = stage.following();
        stage.loading.swapBlocked = true;
        pipe.updates().resync(SampleRequests.RESYNC_ALL);
        pipe.awaitState(PipeState.RESYNC);
        await().until(() -> stage.loading.calls.contains("swap"));
        assertThat(stage.stream.active).as("nothing writes while tables are exchanged").hasValue(0);
        assertThat(pipe.tableStates()).doesNotContainValue(TableState.FOLLOWED).containsValue(TableState.RELOADING);
        stage.loading.swapBlocked = false;
        pipe.awaitState(PipeState.RUNNING);
        await().until(() -> stage.stream.active.get() == 1 && stage.stream.ownLeases().size() >= 3);
        assertThat(stage.loading.loads).allSatisfy((partition, times) -> assertThat(times).isEqualTo(2));
        assertThat(stage.loading.calls).as("the same stream, so no new position")
                .containsOnlyOnce("readStartPosition");
        assertThat(stage.loading.calls).contains("awaitVisible");
        assertThat(pipe.description().tables())
                .allSatisfy(table -> assertThat(table.rowsLoaded()).isEqualTo(30));
        assertThat(stage.stream.ownLeases().getLast().tables()).hasSize(2);
    }

    @Test
    void whatIsLoadedAgainStaysFreshAndIsCountedAnew() {
        LivePipeView pipe = stage.following();
        pipe.signal("pause").awaitState(PipeState.PAUSED);
        assertThat(pipe.description().tables().getFirst().inserts()).isPositive();
        pipe.signal("resume").awaitState(PipeState.RUNNING);
        stage.stream.awaitLease();
        PipeConfiguration before = pipe.configuration();
        stage.loading.mayFinish = 7;
        pipe.updates().resync(SampleRequests.RESYNC_ORDERS);
        await().until(() -> stage.loading.active.get() == 2);
        assertThat(pipe.description().tables().getFirst()).satisfies(table -> {
            assertThat(table.state()).isEqualTo(TableState.RELOADING);
            assertThat(table.inserts()).isZero();
            assertThat(table.rowsLoaded()).isZero();
        });
        stage.stream.awaitLeaseOf(Samples.ORDERS, Samples.LINES);
        long writes = stage.stream.writes.get();
        await().until(() -> stage.stream.writes.get() > writes + 2);
        stage.loading.mayFinish = Integer.MAX_VALUE;
        await().until(() -> stage.loading.swaps.size() == 1);
        pipe.awaitState(PipeState.RUNNING);
        assertThat(pipe.configuration().replication()).isEqualTo(before.replication());
        assertThat(pipe.configuration().tables()).isEqualTo(before.tables());
        assertThat(pipe.description().tables().getFirst().rowsLoaded()).isEqualTo(30);
    }

    @Test
    void oneTableIsLoadedAgain() {
        LivePipeView pipe = stage.following();
        assertThat(stage.loading.loadVersion).isEqualTo(stage.stream.ownLeases().getFirst().position().loadVersion());
        pipe.signalWith("resync", SampleRequests.RESYNC_ORDERS);
        await().until(() -> stage.loading.swaps.size() == 1);
        pipe.awaitState(PipeState.RUNNING);
        assertThat(stage.loading.swaps.getFirst().loaded()).singleElement()
                .satisfies(table -> assertThat(table.source()).isEqualTo(Samples.ORDERS))
                .satisfies(table -> assertThat(table.seenUntil()).as("deleted rows are still to be marked").isNull());
        stage.stream.awaitLeaseOf(Samples.ORDERS, Samples.LINES);
        assertThat(stage.stream.besideLeases()).allSatisfy(
                lease -> assertThat(lease.tables()).extracting(RoutedTable::source).containsExactly(Samples.ORDERS));
        assertThat(stage.loading.loadVersion)
                .isGreaterThan(stage.stream.ownLeases().getFirst().position().loadVersion())
                .isEqualTo(stage.stream.besideLeases().getFirst().position().loadVersion())
                .isEqualTo(stage.loading.swaps.getFirst().loadVersion());
        assertThat(stage.loading.loadStart).isNotNull()
                .isEqualTo(stage.stream.besideLeases().getFirst().position().coordinates());
    }

    @Test
    void aReloadIsPausedAndGoesOnWhereItWas() {
        LivePipeView pipe = stage.following();
        stage.loading.mayFinish = 8;
        pipe.updates().resync(SampleRequests.RESYNC_ALL);
        await().until(() -> stage.loading.active.get() == 1 && stage.loading.calls.contains("load orders 2"));
        pipe.signal("pause").awaitState(PipeState.PAUSED);
        assertThat(pipe.details()).contains("| Reloading | `█████████████░░░░░░░` | 20 |",
                "| Reloading |  | 0 |");
        assertThat(stage.loading.active).hasValue(0);
        assertThat(stage.stream.active).hasValue(0);
        stage.loading.mayFinish = Integer.MAX_VALUE;
        pipe.signal("resume").awaitState(PipeState.RUNNING);
        assertThat(stage.loading.loads).allSatisfy((partition, times) -> assertThat(times).isEqualTo(2));
        assertThat(stage.loading.swaps).hasSize(1);
    }

    @Test
    void aResyncOfAllTakesThePlaceOfTheOneOnItsWay() {
        LivePipeView pipe = stage.following();
        stage.loading.mayFinish = 7;
        pipe.updates().resync(SampleRequests.RESYNC_ORDERS);
        await().until(() -> stage.loading.active.get() == 2);
        pipe.updates().resync(SampleRequests.RESYNC_ALL);
        stage.loading.mayFinish = Integer.MAX_VALUE;
        await().until(() -> stage.loading.swaps.size() == 1);
        pipe.awaitState(PipeState.RUNNING);
        assertThat(stage.loading.swaps.getFirst().loaded()).hasSize(2);
    }

    /** A load of one alone would lack the rows of the other. */
    @Test
    void tablesThatShareADestinationAreLoadedTogether() {
        PipeConfiguration apart = Samples.configuration(ReplicationMode.CDC);
        LivePipeView pipe = stage.following(apart.mapping(List.of(Samples.mapping(Samples.ORDERS, "all"),
                Samples.mapping(Samples.PARTS, "parts"), Samples.mapping(Samples.LINES, "all"))));
        pipe.updates().resync(SampleRequests.RESYNC_ORDERS);
        await().until(() -> stage.loading.swaps.size() == 1);
        assertThat(stage.loading.swaps.getFirst().loaded()).extracting(RoutedTable::source)
                .containsExactly(Samples.ORDERS, Samples.LINES);
    }
}

package dev.clickpipe.workflows.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.clickpipe.workflows.contract.LeaseEnding;
import dev.clickpipe.workflows.contract.StreamLease;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.pipe.AddTablesRequest;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.ResyncRequest;
import dev.clickpipe.workflows.pipe.TableState;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.testing.LivePipeView;
import dev.clickpipe.workflows.testing.SampleRequests;
import dev.clickpipe.workflows.testing.Samples;
import dev.clickpipe.workflows.testing.PipeTestEnvironment;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Loads are asked for in every state, several in one breath, and what makes no sense is refused. */
class ReloadRequestsTest {
    private final PipeTestEnvironment stage = PipeTestEnvironment.open();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aPausedPipeLoadsAgainWhenItIsResumed() {
        LivePipeView pipe = stage.following().signal("pause").awaitState(PipeState.PAUSED);
        assertThat(pipe.updates().resync(SampleRequests.RESYNC_ORDERS).state()).isEqualTo(PipeState.PAUSED);
        assertThat(pipe.updates().addTables(SampleRequests.ADD_PARTS).state()).isEqualTo(PipeState.PAUSED);
        assertThat(stage.loading.calls).doesNotContain("chooseTargets");
        pipe.signal("resume");
        await().until(() -> stage.loading.swaps.size() == 2);
        stage.stream.awaitLeaseOf(Samples.ORDERS, Samples.LINES, Samples.PARTS);
        assertThat(pipe.state()).isEqualTo("Running");
    }

    @Test
    void aFailedPipeIsLoadedAgainFromANewPosition() {
        PipeConfiguration configuration = Samples.configuration(ReplicationMode.CDC);
        stage.stream.endings.add(new LeaseEnding.Failed(Samples.error(ErrorKind.POSITION_PURGED)));
        LivePipeView pipe = stage.start(configuration).awaitState(PipeState.FAILED);
        LivePipeView.assertRefused(() -> pipe.updates().resync(SampleRequests.RESYNC_ORDERS),
                "ClickPipe is Failed: all of its tables");
        LivePipeView.assertRefused(() -> pipe.updates().addTables(SampleRequests.ADD_PARTS),
                "ClickPipe is Failed: its other tables have a gap; resync it first");
        pipe.updates().resync(SampleRequests.RESYNC_ALL);
        await().until(() -> stage.loading.swaps.size() == 1);
        pipe.awaitState(PipeState.RUNNING);
        assertThat(pipe.status().error()).isNull();
        assertThat(epochs(pipe)).isEqualTo(List.of(7, 8));
        assertThat(stage.loading.loads).allSatisfy((partition, times) -> assertThat(times).isEqualTo(2));
        assertOrder(pipe.journal(), "Failed → Provisioning", "Resync → Running");
    }

    /** A worker of the first attempt that was given up may write late, with versions of its epoch. */
    @Test
    void anotherRecoveryHasAnotherEpoch() {
        stage.stream.endings.add(new LeaseEnding.Failed(Samples.error(ErrorKind.POSITION_PURGED)));
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.CDC)).awaitState(PipeState.FAILED);
        stage.loading.loadError = Samples.error(ErrorKind.SOURCE_MISCONFIGURED);
        pipe.updates().resync(SampleRequests.RESYNC_ALL);
        await().until(() -> Collections.frequency(stage.loading.calls, "readStartPosition") == 2);
        pipe.awaitState(PipeState.FAILED);
        stage.loading.loadError = null;
        pipe.updates().resync(SampleRequests.RESYNC_ALL);
        pipe.awaitState(PipeState.RUNNING);
        assertThat(epochs(pipe)).isEqualTo(List.of(7, 9));
    }

    /** Those that leases of the pipe's own stream began in, up to the one that the pipe is in. */
    private List<Integer> epochs(LivePipeView pipe) {
        return Stream.concat(stage.stream.ownLeases().stream().map(StreamLease::position),
                Stream.ofNullable(pipe.description().position())).map(Position::epoch).distinct().toList();
    }

    private static void assertOrder(List<String> journal, String... beginnings) {
        List<String> found = journal.stream().filter(line -> Stream.of(beginnings).anyMatch(line::startsWith)).toList();
        assertThat(found).hasSameSizeAs(beginnings);
        for (int index = 0; index < beginnings.length; index++) {
            assertThat(found.get(index)).startsWith(beginnings[index]);
        }
    }

    @Test
    void aPipeThatFailedInSetUpIsLoadedTheSameWay() {
        stage.loading.setupError = Samples.error(ErrorKind.TABLE_MISSING);
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.CDC)).awaitState(PipeState.FAILED);
        pipe.updates().resync(SampleRequests.RESYNC_ALL);
        await().until(() -> pipe.journal().stream().filter(line -> line.startsWith("Setup → Failed")).count() == 2);
        stage.loading.setupError = null;
        pipe.updates().resync(SampleRequests.RESYNC_ALL);
        pipe.awaitState(PipeState.RUNNING);
        assertThat(stage.loading.swaps).hasSize(1);
    }

    @Test
    void aCompletedPipeIsLoadedAgainAndCompletesAgain() {
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.SNAPSHOT))
                .awaitState(PipeState.COMPLETED);
        pipe.updates().resync(SampleRequests.RESYNC_ALL);
        await().until(() -> stage.loading.swaps.size() == 1);
        pipe.awaitCleared(stage, 2);
        pipe.awaitState(PipeState.COMPLETED).updates().addTables(SampleRequests.ADD_PARTS);
        await().until(() -> stage.loading.swaps.size() == 2);
        pipe.awaitState(PipeState.COMPLETED);
        assertThat(stage.stream.leases).isEmpty();
        assertThat(pipe.tableStates()).hasSize(3).doesNotContainValue(TableState.LOADING)
                .containsValue(TableState.LOADED);
    }

    @Test
    void aSnapshotThatIsResyncedBeginsAgain() {
        stage.loading.mayFinish = 2;
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.CDC)).awaitState(PipeState.SNAPSHOT);
        await().until(() -> stage.loading.loads.size() == 2 && stage.loading.active.get() == 1);
        pipe.updates().resync(SampleRequests.RESYNC_ALL);
        stage.loading.mayFinish = Integer.MAX_VALUE;
        pipe.awaitState(PipeState.RUNNING);
        assertThat(stage.loading.swaps).singleElement()
                .satisfies(swap -> assertThat(swap.loaded()).hasSize(2));
        assertThat(stage.loading.calls).filteredOn(call -> call.startsWith("readStartPosition")).hasSizeGreaterThan(1);
    }

    @Test
    void aTableIsDroppedAndAddedAgainInOneBreath() {
        LivePipeView pipe = stage.following();
        stage.stream.deaf = true;
        pipe.signalWith("dropTables", SampleRequests.DROP_LINES);
        pipe.signalWith("addTables",
                new AddTablesRequest(List.of(Samples.mapping(Samples.LINES, "other_lines")), null));
        pipe.awaitEntry("Asked to add");
        stage.stream.deaf = false;
        await().until(() -> stage.loading.swaps.size() == 1);
        pipe.awaitState(PipeState.RUNNING);
        stage.stream.awaitLeaseOf(Samples.ORDERS, Samples.LINES);
        assertThat(stage.stream.ownLeases().getLast().tables()).extracting(table -> table.routes().getFirst().target())
                .containsExactly("shop_orders", "other_lines");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        LivePipeView pipe = stage.following();
        LivePipeView.assertRefused(
                () -> pipe.updates().resync(new ResyncRequest(List.of(Samples.PARTS, Samples.ORDERS), null)),
                "the pipe has no table `shop`.`parts`");
        LivePipeView.assertRefused(() -> pipe.updates().addTables(new AddTablesRequest(List.of(), null)),
                "it names no table");
        LivePipeView.assertRefused(() -> pipe.updates().addTables(
                new AddTablesRequest(List.of(Samples.mapping(Samples.ORDERS, "elsewhere")), null)),
                "the pipe copies `shop`.`orders` into shop_orders already");
        LivePipeView.assertRefused(
                () -> pipe.updates().addTables(
                        new AddTablesRequest(List.of(Samples.mapping(Samples.PARTS, "shop_orders")), null)),
                "the pipe copies `shop`.`orders` into shop_orders already");
        LivePipeView.assertRefused(
                () -> pipe.updates().addTables(
                        new AddTablesRequest(List.of(Samples.mapping(Samples.PARTS, "shop_orders_resync")), null)),
                "the target shop_orders_resync of `shop`.`parts`");
        pipe.signalWith("addTables", Map.of("tables", List.of(Map.of("source", "orders"))));
        pipe.signalWith("resync", "orders");
        pipe.signal("retryTables");
        await().until(() -> pipe.journal().stream().filter(line -> line.contains("refused: ")).count() == 3);
        pipe.signalWith("addTables", Map.of("tables",
                List.of(Map.of("source", Map.of("schema", "shop", "table", "parts"), "target", "shop_parts"))));
        await().until(() -> stage.loading.swaps.size() == 1);
    }
}

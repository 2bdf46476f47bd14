package dev.clickpipe.workflows.life;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.clickpipe.workflows.contract.LeaseEnding;
import dev.clickpipe.workflows.contract.Leftover;
import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.contract.StreamLease;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.pipe.AddTablesRequest;
import dev.clickpipe.workflows.pipe.DropTablesRequest;
import dev.clickpipe.workflows.pipe.PipeRequest;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.PipeStatus;
import dev.clickpipe.workflows.pipe.ResyncRequest;
import dev.clickpipe.workflows.pipe.TableState;
import dev.clickpipe.workflows.pipe.TableSummary;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import dev.clickpipe.workflows.stage.LivePipeView;
import dev.clickpipe.workflows.stage.Samples;
import dev.clickpipe.workflows.stage.Stage;

/** Tables are added, loaded again and retried, from every state; the others go on. */
class ReloadTest {
    private static final TableName PARTS = new TableName("shop", "parts");
    private static final TableName MISSING = new TableName("shop", "missing");
    private static final AddTablesRequest ADD_PARTS = new AddTablesRequest(
            List.of(Samples.mapping(PARTS, "shop_parts")), "a test");
    private static final ResyncRequest ALL = new ResyncRequest(List.of(), "a test");
    private static final ResyncRequest ORDERS = new ResyncRequest(List.of(Samples.ORDERS), "a test");
    private final Stage stage = Stage.open();

    @AfterEach
    void close() {
        stage.close();
    }

    private LivePipeView running() {
        return running(Samples.configuration(ReplicationMode.CDC));
    }

    private LivePipeView running(PipeConfiguration configuration) {
        LivePipeView pipe = stage.start(configuration).awaitState(PipeState.RUNNING);
        awaitLease();
        return pipe;
    }

    private void awaitLease() {
        await().until(() -> stage.stream.active.get() == 1 && stage.stream.writes.get() > 2);
    }

    private List<StreamLease> beside() {
        return stage.stream.leases.stream().filter(lease -> lease.until() != null).toList();
    }

    private List<StreamLease> own() {
        return stage.stream.leases.stream().filter(lease -> lease.until() == null).toList();
    }

    private static List<TableName> tables(StreamLease lease) {
        return lease.tables().stream().map(RoutedTable::source).toList();
    }

    private static Map<TableName, TableState> states(LivePipeView pipe) {
        return pipe.description().tables().stream()
                .collect(Collectors.toMap(TableSummary::source, TableSummary::state));
    }

    private static List<TableName> configured(LivePipeView pipe) {
        return requireNonNull((PipeConfiguration) pipe.execution().getMemo(PipeStatus.CONFIGURATION_MEMO,
                PipeConfiguration.class)).tables().stream().map(TableMapping::source).toList();
    }

    private static void assertOrder(List<String> journal, String... beginnings) {
        List<String> found = journal.stream().filter(line -> Stream.of(beginnings).anyMatch(line::startsWith)).toList();
        assertThat(found).hasSameSizeAs(beginnings);
        for (int index = 0; index < beginnings.length; index++) {
            assertThat(found.get(index)).startsWith(beginnings[index]);
        }
    }

    @Test
    void anAddedTableIsLoadedWhileTheOthersAreFollowed() {
        LivePipeView pipe = running();
        stage.loading.mayFinish = 7;
        pipe.updates().addTables(ADD_PARTS);
        pipe.awaitState(PipeState.SNAPSHOT);
        await().until(() -> stage.loading.loads.size() == 7 && stage.loading.active.get() == 2);
        assertThat(states(pipe)).isEqualTo(Map.of(Samples.ORDERS, TableState.FOLLOWED, Samples.LINES,
                TableState.FOLLOWED, PARTS, TableState.LOADING));
        long before = stage.stream.writes.get();
        await().until(() -> stage.stream.writes.get() > before + 2);
        stage.loading.mayFinish = Integer.MAX_VALUE;
        pipe.awaitState(PipeState.RUNNING);
        await().until(() -> tables(own().getLast()).size() == 3);
        assertThat(beside()).isNotEmpty().allSatisfy(lease -> {
            assertThat(tables(lease)).containsExactly(PARTS);
            assertThat(lease.configuration().tables()).extracting(TableMapping::target)
                    .containsExactly("shop_parts_resync");
        });
        assertThat(stage.loading.swaps).singleElement().satisfies(swap -> assertThat(swap.configuration().tables())
                .extracting(TableMapping::target).containsExactly("shop_parts"));
        assertThat(own().getLast().tables().getLast().routes().getFirst().target()).isEqualTo("shop_parts");
        assertThat(own().getLast().position().ordinal())
                .isEqualTo(beside().getLast().position().ordinal() + moved(beside().getLast()));
        assertThat(states(pipe)).containsValues(TableState.FOLLOWED).doesNotContainValue(TableState.LOADING);
        assertThat(configured(pipe)).containsExactly(Samples.ORDERS, Samples.LINES, PARTS);
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
        LivePipeView pipe = running();
        stage.loading.swapBlocked = true;
        pipe.updates().resync(ALL);
        pipe.awaitState(PipeState.RESYNC);
        await().until(() -> stage.loading.calls.contains("swap"));
        assertThat(stage.stream.active).as("nothing writes while tables are exchanged").hasValue(0);
        assertThat(states(pipe)).doesNotContainValue(TableState.FOLLOWED).containsValue(TableState.RELOADING);
        stage.loading.swapBlocked = false;
        pipe.awaitState(PipeState.RUNNING);
        await().until(() -> stage.stream.active.get() == 1 && own().size() >= 3);
        assertThat(stage.loading.loads).allSatisfy((partition, times) -> assertThat(times).isEqualTo(2));
        assertThat(stage.loading.calls).as("the same stream, so no new position")
                .containsOnlyOnce("readStartPosition 7");
        assertThat(stage.loading.calls).contains("awaitVisible");
        assertThat(pipe.description().tables())
                .allSatisfy(table -> assertThat(table.rowsLoaded()).isEqualTo(30));
        assertThat(own().getLast().tables()).hasSize(2);
    }

    @Test
    void oneTableIsLoadedAgain() {
        LivePipeView pipe = running();
        assertThat(stage.loading.loadVersion).isEqualTo(own().getFirst().position().loadVersion());
        pipe.signalWith("resync", ORDERS);
        await().until(() -> stage.loading.swaps.size() == 1);
        pipe.awaitState(PipeState.RUNNING);
        assertThat(stage.loading.swaps.getFirst().loaded()).singleElement()
                .satisfies(table -> assertThat(table.source()).isEqualTo(Samples.ORDERS));
        await().until(() -> tables(own().getLast()).size() == 2 && stage.stream.active.get() == 1);
        assertThat(beside()).allSatisfy(lease -> assertThat(tables(lease)).containsExactly(Samples.ORDERS));
        assertThat(stage.loading.loadVersion).isGreaterThan(own().getFirst().position().loadVersion())
                .isEqualTo(beside().getFirst().position().loadVersion())
                .isEqualTo(stage.loading.swaps.getFirst().loadVersion());
    }

    @Test
    void aReloadIsPausedAndGoesOnWhereItWas() {
        LivePipeView pipe = running();
        stage.loading.mayFinish = 8;
        pipe.updates().resync(ALL);
        await().until(() -> stage.loading.active.get() == 1 && stage.loading.calls.contains("load orders 2"));
        pipe.signal("pause").awaitState(PipeState.PAUSED);
        assertThat(stage.loading.active).hasValue(0);
        assertThat(stage.stream.active).hasValue(0);
        stage.loading.mayFinish = Integer.MAX_VALUE;
        pipe.signal("resume").awaitState(PipeState.RUNNING);
        assertThat(stage.loading.loads).allSatisfy((partition, times) -> assertThat(times).isEqualTo(2));
        assertThat(stage.loading.swaps).hasSize(1);
    }

    @Test
    void aPausedPipeLoadsAgainWhenItIsResumed() {
        LivePipeView pipe = running().signal("pause").awaitState(PipeState.PAUSED);
        assertThat(pipe.updates().resync(ORDERS).state()).isEqualTo(PipeState.PAUSED);
        assertThat(pipe.updates().addTables(ADD_PARTS).state()).isEqualTo(PipeState.PAUSED);
        assertThat(stage.loading.calls).doesNotContain("chooseTargets");
        pipe.signal("resume");
        await().until(() -> stage.loading.swaps.size() == 2);
        await().until(() -> stage.stream.active.get() == 1 && tables(own().getLast()).size() == 3);
        assertThat(pipe.state()).isEqualTo("Running");
    }

    @Test
    void aFailedPipeIsLoadedAgainFromANewPosition() {
        PipeConfiguration configuration = Samples.configuration(ReplicationMode.CDC);
        stage.stream.endings.add(new LeaseEnding.Failed(Samples.error(ErrorKind.POSITION_PURGED)));
        LivePipeView pipe = stage.start(configuration).awaitState(PipeState.FAILED);
        LivePipeView.assertRefused(() -> pipe.updates().resync(ORDERS), "ClickPipe is Failed: all of its tables");
        LivePipeView.assertRefused(() -> pipe.updates().addTables(ADD_PARTS), "ClickPipe is Failed: resync it first");
        pipe.updates().resync(ALL);
        await().until(() -> stage.loading.swaps.size() == 1);
        pipe.awaitState(PipeState.RUNNING);
        assertThat(pipe.status().error()).isNull();
        assertThat(stage.loading.calls).contains("readStartPosition 7");
        assertThat(stage.loading.loads).allSatisfy((partition, times) -> assertThat(times).isEqualTo(2));
        assertOrder(pipe.journal(), "Failed → Provisioning", "Resync → Running");
    }

    @Test
    void aPipeThatFailedInSetUpIsLoadedTheSameWay() {
        stage.loading.setupError = Samples.error(ErrorKind.TABLE_MISSING);
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.CDC)).awaitState(PipeState.FAILED);
        pipe.updates().resync(ALL);
        await().until(() -> pipe.journal().stream().filter(line -> line.startsWith("Setup → Failed")).count() == 2);
        stage.loading.setupError = null;
        pipe.updates().resync(ALL);
        pipe.awaitState(PipeState.RUNNING);
        assertThat(stage.loading.swaps).hasSize(1);
    }

    @Test
    void aCompletedPipeIsLoadedAgainAndCompletesAgain() {
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.SNAPSHOT))
                .awaitState(PipeState.COMPLETED);
        pipe.updates().resync(ALL);
        await().until(() -> stage.loading.swaps.size() == 1);
        pipe.awaitCleared(stage, 2);
        pipe.awaitState(PipeState.COMPLETED).updates().addTables(ADD_PARTS);
        await().until(() -> stage.loading.swaps.size() == 2);
        pipe.awaitState(PipeState.COMPLETED);
        assertThat(stage.stream.leases).isEmpty();
        assertThat(states(pipe)).hasSize(3).doesNotContainValue(TableState.LOADING).containsValue(TableState.LOADED);
    }

    @Test
    void aSnapshotThatIsResyncedBeginsAgain() {
        stage.loading.mayFinish = 2;
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.CDC)).awaitState(PipeState.SNAPSHOT);
        await().until(() -> stage.loading.loads.size() == 2 && stage.loading.active.get() == 1);
        pipe.updates().resync(ALL);
        stage.loading.mayFinish = Integer.MAX_VALUE;
        pipe.awaitState(PipeState.RUNNING);
        assertThat(stage.loading.swaps).singleElement()
                .satisfies(swap -> assertThat(swap.loaded()).hasSize(2));
        assertThat(stage.loading.calls).filteredOn(call -> call.startsWith("readStartPosition")).hasSizeGreaterThan(1);
    }

    @Test
    void aResyncOfAllTakesThePlaceOfTheOneOnItsWay() {
        LivePipeView pipe = running();
        stage.loading.mayFinish = 7;
        pipe.updates().resync(ORDERS);
        await().until(() -> stage.loading.active.get() == 2);
        pipe.updates().resync(ALL);
        stage.loading.mayFinish = Integer.MAX_VALUE;
        await().until(() -> stage.loading.swaps.size() == 1);
        pipe.awaitState(PipeState.RUNNING);
        assertThat(stage.loading.swaps.getFirst().loaded()).hasSize(2);
    }

    @Test
    void anAdditionThatFailsLeavesThePipeAsItWas() {
        LivePipeView pipe = running();
        stage.loading.setupError = Samples.error(ErrorKind.TABLE_MISSING, PARTS);
        pipe.updates().addTables(ADD_PARTS);
        await().until(() -> pipe.journal().stream().anyMatch(line -> line.startsWith("Not loaded: `shop`.`parts`")));
        pipe.awaitState(PipeState.RUNNING).awaitCleared(stage, 1);
        assertThat(configured(pipe)).containsExactly(Samples.ORDERS, Samples.LINES);
        assertThat(pipe.journal()).anyMatch(line -> line.contains("what to do about TABLE_MISSING")
                && line.endsWith("The pipe goes on without `shop`.`parts`"));
        long before = stage.stream.writes.get();
        await().until(() -> stage.stream.writes.get() > before);
        stage.loading.setupError = null;
        stage.loading.swapError = Samples.error(ErrorKind.DESTINATION_CHANGED, Samples.ORDERS);
        pipe.updates().resync(ORDERS);
        await().until(() -> pipe.journal().stream().anyMatch(line -> line.startsWith("Not loaded: `shop`.`orders`")));
        pipe.awaitState(PipeState.RUNNING);
        assertThat(configured(pipe)).hasSize(2);
        await().until(() -> stage.stream.active.get() == 1 && tables(own().getLast()).size() == 2);
    }

    @Test
    void theOthersAreLoadedWithoutATableThatFails() {
        LivePipeView pipe = running();
        stage.loading.setupErrorOf = Samples.error(ErrorKind.TABLE_MISSING, Samples.ORDERS);
        pipe.updates().resync(ALL);
        await().until(() -> stage.loading.swaps.size() == 1);
        pipe.awaitState(PipeState.RUNNING);
        assertThat(stage.loading.swaps.getFirst().loaded()).extracting(RoutedTable::source)
                .containsExactly(Samples.LINES);
        assertThat(pipe.journal()).anyMatch(line -> line.startsWith("Not loaded: `shop`.`orders`. what went wrong"));
        assertThat(configured(pipe)).containsExactly(Samples.ORDERS, Samples.LINES);
        stage.loading.setupErrorOf = Samples.error(ErrorKind.TABLE_MISSING, MISSING);
        pipe.updates().addTables(new AddTablesRequest(List.of(Samples.mapping(PARTS, "shop_parts"),
                Samples.mapping(MISSING, "shop_missing")), "a test"));
        await().until(() -> stage.loading.swaps.size() == 2);
        pipe.awaitState(PipeState.RUNNING);
        assertThat(configured(pipe)).containsExactly(Samples.ORDERS, Samples.LINES, PARTS);
    }

    @Test
    void anAdditionThatIsDroppedWhileItLoadsIsGone() {
        LivePipeView pipe = running();
        stage.loading.mayFinish = 7;
        pipe.updates().addTables(ADD_PARTS);
        await().until(() -> stage.loading.active.get() == 2);
        pipe.updates().dropTables(new DropTablesRequest(List.of(PARTS), "a test"));
        pipe.awaitState(PipeState.RUNNING);
        assertThat(stage.loading.active).hasValue(0);
        assertThat(stage.loading.swaps).isEmpty();
        assertThat(configured(pipe)).containsExactly(Samples.ORDERS, Samples.LINES);
    }

    @Test
    void aPipeThatIsDeletedLeavesNoShadowBehind() {
        LivePipeView pipe = running();
        stage.loading.mayFinish = 7;
        pipe.updates().resync(new ResyncRequest(List.of(Samples.ORDERS), "a test"));
        await().until(() -> stage.loading.active.get() > 0);
        pipe.updates().delete(new PipeRequest("a test"));
        assertThat(stage.loading.dropped).containsExactly(new Leftover("shop_orders_resync", null));
    }

    @Test
    void aTableThatIsDroppedWhileItIsLoadedAgainLeavesNoShadowBehind() {
        LivePipeView pipe = running();
        stage.loading.mayFinish = 7;
        pipe.updates().resync(new ResyncRequest(List.of(Samples.ORDERS), "a test"));
        await().until(() -> stage.loading.active.get() > 0);
        pipe.updates().dropTables(new DropTablesRequest(List.of(Samples.ORDERS), "a test"));
        await().until(() -> stage.loading.dropped.size() == 1);
        assertThat(stage.loading.dropped).containsExactly(new Leftover("shop_orders_resync", null));
    }

    @Test
    void aTableIsDroppedAndAddedAgainInOneBreath() {
        LivePipeView pipe = running();
        stage.stream.deaf = true;
        pipe.signalWith("dropTables", new DropTablesRequest(List.of(Samples.LINES), "a test"));
        pipe.signalWith("addTables",
                new AddTablesRequest(List.of(Samples.mapping(Samples.LINES, "other_lines")), null));
        await().until(() -> pipe.journal().stream().anyMatch(line -> line.startsWith("Asked to add")));
        stage.stream.deaf = false;
        await().until(() -> stage.loading.swaps.size() == 1);
        pipe.awaitState(PipeState.RUNNING);
        await().until(() -> stage.stream.active.get() == 1 && tables(own().getLast()).size() == 2);
        assertThat(own().getLast().tables()).extracting(table -> table.routes().getFirst().target())
                .containsExactly("shop_orders", "other_lines");
    }

    @Test
    void oneTablesErrorLeavesTheOthersRunningUntilItIsRetried() {
        LivePipeView pipe = running();
        LivePipeView.assertRefused(() -> pipe.updates().retryTables(new PipeRequest(null)),
                "no table of the pipe failed");
        stage.stream.endings.add(new LeaseEnding.SchemaBarrier(Samples.ORDERS, "ALTER TABLE orders ADD x INT", "x"));
        pipe.awaitState(PipeState.DEGRADED);
        await().until(() -> stage.stream.active.get() == 1 && tables(own().getLast()).equals(List.of(Samples.LINES)));
        assertThat(pipe.description().tables().getFirst()).satisfies(table -> {
            assertThat(table.state()).isEqualTo(TableState.FAILED);
            assertThat(requireNonNull(table.error()).message()).contains("ALTER TABLE orders ADD x INT");
        });
        assertThat(pipe.details()).contains("retryTables", "ALTER TABLE orders ADD x INT");
        pipe.signal("pause").awaitState(PipeState.PAUSED).signal("resume").awaitState(PipeState.DEGRADED);
        pipe.updates().retryTables(new PipeRequest("a test"));
        await().until(() -> stage.loading.swaps.size() == 1);
        pipe.awaitState(PipeState.RUNNING);
        await().until(() -> stage.stream.active.get() == 1 && tables(own().getLast()).size() == 2);
        assertThat(states(pipe)).doesNotContainValue(TableState.FAILED);
    }

    @Test
    void theLoadsOwnStreamMeetsErrorsAndTheOthersDoNot() {
        LivePipeView pipe = running();
        stage.stream.besideEndings.add(new LeaseEnding.HandedBack());
        stage.stream.besideEndings.add(new LeaseEnding.Failed(Samples.error(ErrorKind.SOURCE_UNREACHABLE)));
        pipe.updates().resync(ORDERS);
        await().until(() -> stage.loading.swaps.size() == 1);
        pipe.awaitState(PipeState.RUNNING).awaitCleared(stage, 1);
        stage.stream.besideEndings.add(new LeaseEnding.SchemaBarrier(Samples.ORDERS, null, "x"));
        pipe.updates().resync(ORDERS);
        await().until(() -> pipe.journal().stream().anyMatch(line -> line.startsWith("Not loaded: `shop`.`orders`")));
        pipe.awaitState(PipeState.RUNNING);
        await().until(() -> stage.stream.active.get() == 1 && tables(own().getLast()).size() == 2);
    }

    /** A load of one alone would lack the rows of the other. */
    @Test
    void tablesThatShareADestinationAreLoadedTogether() {
        PipeConfiguration apart = Samples.configuration(ReplicationMode.CDC);
        LivePipeView pipe = running(apart.mapping(List.of(Samples.mapping(Samples.ORDERS, "all"),
                Samples.mapping(PARTS, "parts"), Samples.mapping(Samples.LINES, "all"))));
        pipe.updates().resync(ORDERS);
        await().until(() -> stage.loading.swaps.size() == 1);
        assertThat(stage.loading.swaps.getFirst().loaded()).extracting(RoutedTable::source)
                .containsExactly(Samples.ORDERS, Samples.LINES);
    }

    /** Nothing of the load goes on that a later one could meet. */
    @Test
    void aLoadEndsWithThePipeThatFailsBesideIt() {
        LivePipeView pipe = running();
        stage.loading.mayFinish = 7;
        pipe.updates().resync(ORDERS);
        await().until(() -> stage.loading.active.get() == 2);
        stage.stream.endings.add(new LeaseEnding.Failed(Samples.error(ErrorKind.POSITION_PURGED)));
        pipe.awaitState(PipeState.FAILED);
        assertThat(stage.loading.active).hasValue(0);
        stage.loading.mayFinish = Integer.MAX_VALUE;
        pipe.updates().resync(ALL);
        await().until(() -> stage.loading.swaps.size() == 1);
        pipe.awaitState(PipeState.RUNNING);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        LivePipeView pipe = running();
        LivePipeView.assertRefused(
                () -> pipe.updates().resync(new ResyncRequest(List.of(PARTS, Samples.ORDERS), null)),
                "the pipe has no table `shop`.`parts`");
        LivePipeView.assertRefused(() -> pipe.updates().addTables(new AddTablesRequest(List.of(), null)),
                "it names no table");
        LivePipeView.assertRefused(() -> pipe.updates().addTables(
                new AddTablesRequest(List.of(Samples.mapping(Samples.ORDERS, "elsewhere")), null)),
                "the pipe copies `shop`.`orders` into shop_orders already");
        LivePipeView.assertRefused(
                () -> pipe.updates().addTables(
                        new AddTablesRequest(List.of(Samples.mapping(PARTS, "shop_orders")), null)),
                "the pipe copies `shop`.`orders` into shop_orders already");
        LivePipeView.assertRefused(
                () -> pipe.updates().addTables(
                        new AddTablesRequest(List.of(Samples.mapping(PARTS, "shop_orders_resync")), null)),
                "the target shop_orders_resync of `shop`.`parts`");
        pipe.signalWith("addTables", Map.of("tables", List.of(Map.of("source", "orders"))));
        pipe.signalWith("resync", "orders");
        pipe.signal("retryTables");
        await().until(() -> pipe.journal().stream().filter(line -> line.contains("refused: ")).count() == 3);
        pipe.signalWith("addTables", Map.of("tables",
                List.of(Map.of("source", Map.of("schema", "shop", "table", "parts"), "target", "shop_parts"))));
        await().until(() -> stage.loading.swaps.size() == 1);
    }

    /** What stood there is dropped while the pipe follows again; a pause stops that, and it goes on afterwards. */
    @Test
    void whatWasReplacedIsDroppedBesideTheStream() {
        LivePipeView pipe = running();
        stage.loading.dropsBlocked = true;
        pipe.updates().resync(ORDERS);
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
        assertThat(stage.loading.dropped.getFirst()).isEqualTo(new Leftover("shop_orders_resync", "replaced"));
        pipe.updates().resync(ORDERS);
        await().until(() -> stage.loading.dropped.size() == 2);
    }

    @Test
    void aCompletedPipeDropsWhatWasReplacedToo() {
        LivePipeView pipe = stage.start(Samples.configuration(ReplicationMode.SNAPSHOT))
                .awaitState(PipeState.COMPLETED);
        stage.loading.dropsBlocked = true;
        pipe.updates().resync(ORDERS);
        await().until(() -> stage.loading.calls.contains("dropLeftovers"));
        assertThat(pipe.state()).isEqualTo("Completed");
        stage.loading.dropsBlocked = false;
        pipe.awaitCleared(stage, 1);
        pipe.updates().resync(ORDERS);
        pipe.awaitCleared(stage, 2);
        pipe.awaitState(PipeState.COMPLETED).delete();
    }

    /** Nothing is followed meanwhile, so people must see why; and may pause, and mend it. */
    @Test
    void anErrorOfTheLastStepIsShownAndAPauseInterruptsIt() {
        LivePipeView pipe = running();
        stage.loading.swapError = Samples.error(ErrorKind.DESTINATION_BUSY);
        pipe.updates().resync(ORDERS);
        await().until(() -> stage.loading.calls.stream().filter("swap"::equals).count() >= 2);
        assertThat(pipe.state()).isEqualTo("Resync");
        assertThat(requireNonNull(pipe.description().trouble()).kind()).isEqualTo(ErrorKind.DESTINATION_BUSY);
        assertThat(pipe.details()).contains("Trying again after DESTINATION_BUSY");
        pipe.signal("pause").awaitState(PipeState.PAUSED);
        int leases = stage.stream.leases.size();
        int swaps = stage.loading.calls.size();
        assertThat(pipe.updates().resync(ALL).state()).isEqualTo(PipeState.PAUSED);
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
        LivePipeView pipe = running();
        stage.loading.swapBlocked = true;
        pipe.updates().resync(ORDERS);
        await().until(() -> stage.loading.calls.contains("swap"));
        pipe.signal("pause").awaitState(PipeState.PAUSED);
        assertThat(stage.loading.swaps).isEmpty();
        stage.loading.swapBlocked = false;
        pipe.signal("resume").awaitState(PipeState.RUNNING);
        assertThat(stage.loading.swaps).hasSize(1);
    }

    /** What is asked for while the last step fails is done between two attempts. */
    @Test
    void tablesThatCannotTakeTheirPlacesAreDropped() {
        LivePipeView pipe = running();
        stage.loading.swapError = Samples.error(ErrorKind.DESTINATION_BUSY);
        pipe.updates().resync(ORDERS);
        await().until(() -> stage.loading.calls.contains("swap"));
        pipe.updates().dropTables(new DropTablesRequest(List.of(Samples.ORDERS), "a test"));
        pipe.awaitState(PipeState.RUNNING);
        await().until(() -> stage.stream.active.get() == 1 && tables(own().getLast()).equals(List.of(Samples.LINES)));
    }

    @Test
    void theTablesOfALoadThatIsGivenUpAreDropped() {
        LivePipeView pipe = running();
        stage.loading.loadError = Samples.error(ErrorKind.VALUE_OUT_OF_RANGE, PARTS);
        pipe.updates().addTables(ADD_PARTS);
        await().until(() -> stage.loading.dropped.size() == 1);
        assertThat(stage.loading.dropped).containsExactly(new Leftover("shop_parts_resync", null));
        pipe.awaitState(PipeState.RUNNING);
    }

    @Test
    void deletedWhileTablesAreSwapped() {
        LivePipeView pipe = running();
        stage.loading.swapBlocked = true;
        pipe.updates().resync(ALL);
        await().until(() -> stage.loading.calls.contains("swap"));
        pipe.delete();
        assertThat(stage.stream.active).hasValue(0);
        assertThat(stage.control.joined).isEmpty();
    }
}

package dev.clickpipe.activities.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clickpipe.activities.testing.Configurations;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.clickpipe.activities.clickhouse.DestinationTable;
import dev.clickpipe.activities.clickhouse.Identifiers;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.testing.TestDestination;
import dev.clickpipe.workflows.contract.ObsoleteTable;
import dev.clickpipe.workflows.contract.Route;
import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.contract.SwapRequest;
import dev.clickpipe.workflows.contract.SwapResult;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableEngine;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;

/** Whatever is repeated, left over or changed by others, one of the two tables is whole and nothing is swapped back. */
class ShadowTableSwapTest {
    private static final TableName SOURCE = new TableName("s", "t");
    private static final String TARGET = "it's `my` table";
    private static final String SHADOW = TARGET + "_resync";
    private final TestDestination destination = TestDestination.open();
    private final UUID pipeId = UUID.randomUUID();
    private final String comment = "Copy of `s`.`t` by ClickPipe " + pipeId;
    private final UUID deleted = UUID.randomUUID();
    private final String leftComment = "Copy of `s`.`t` by ClickPipe " + deleted;
    private final Set<UUID> living = new HashSet<>();

    @AfterEach
    void close() {
        destination.close();
    }

    private PipeConfiguration configuration() {
        return Configurations.of(Configurations.unusedSource(pipeId), destination.database(),
                Configurations.mapping(SOURCE, TARGET, TableEngine.REPLACING_MERGE_TREE));
    }

    private String make(String name, String tableComment, String more, String rows) {
        String table = Identifiers.quote(destination.database(), name);
        destination.clickHouse().execute("CREATE TABLE " + table + " (a Int32, b String" + more
                + ", _peerdb_version UInt64, _peerdb_is_deleted UInt8)"
                + " ENGINE = ReplacingMergeTree(_peerdb_version, _peerdb_is_deleted) ORDER BY a COMMENT "
                + Identifiers.literal(tableComment));
        if (!rows.isEmpty()) {
            destination.clickHouse().execute(
                    "INSERT INTO " + table + " (a, b, _peerdb_version, _peerdb_is_deleted) VALUES " + rows);
        }
        return uuid(name);
    }

    private String uuid(String name) {
        return destination.tables().find(destination.database(), name).map(DestinationTable::uuid).orElse("none");
    }

    private static List<RoutedTable> routed(String target, String uuid) {
        return List.of(new RoutedTable(SOURCE, 1, List.of(new Route(target, uuid, null, null))));
    }

    private List<RoutedTable> swap(List<RoutedTable> followed, String loaded) {
        return swap(followed, loaded, 1);
    }

    private List<RoutedTable> swap(List<RoutedTable> followed, String loaded, long loadVersion) {
        SwapResult result = exchange(followed, loaded, loadVersion);
        drop(result.replaced());
        return result.tables();
    }

    private SwapResult exchange(List<RoutedTable> followed, String loaded, long loadVersion) {
        return new ShadowTableSwap(destination.clickHouse(),
                new SwapRequest(configuration(), followed, routed(SHADOW, loaded), loadVersion), living::contains)
                .run();
    }

    private void drop(List<ObsoleteTable> leftovers) {
        new ObsoleteTableDrop(destination.clickHouse(), configuration()).drop(leftovers);
    }

    private List<TableMapping> choose(List<RoutedTable> followed) {
        return new ReloadTargets(destination.clickHouse(), configuration(), followed, living::contains)
                .choose();
    }

    private void assertRefused(ErrorKind kind, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(PipeException.class,
                refused -> assertThat(refused.error().kind()).isEqualTo(kind));
    }

    @Test
    void theLoadedTableTakesThePlaceOnceWithTheDeletedRowsOfTheOther() {
        make(TARGET, comment, "",
                "(1, 'old', 5, 0), (2, 'was', 6, 0), (2, 'was', 7, 1), (3, 'was', 8, 1), (4, 'x', 9, 1)");
        String loaded = make(SHADOW, comment, "", "(1, 'new', 1, 0), (4, 'again', 1, 0)");
        for (int time = 0; time < 3; time++) {
            assertThat(swap(List.of(), loaded)).isEqualTo(routed(TARGET, loaded));
            assertThat(destination.values("(a, b)", TARGET)).containsExactly("(1,'new')", "(4,'again')");
            assertThat(uuid(SHADOW)).isEqualTo("none");
        }
        assertThat(destination.clickHouse().select("SELECT DISTINCT toString((a, b, _peerdb_version)) AS r FROM "
                + Identifiers.quote(destination.database(), TARGET) + " WHERE _peerdb_is_deleted = 1 ORDER BY r",
                row -> row.text("r"))).containsExactly("(2,'was',0)", "(3,'was',0)", "(4,'x',0)");
    }

    /** One that was deleted before the load keeps its version, one that came while it ran stays below the load's. */
    @Test
    void whatComesLateLosesAgainstDeletedRowsToo() {
        make(TARGET, comment, "", "(1, 'was', 5, 0), (1, 'was', 7, 1), (2, 'was', 6, 0), (2, 'was', 30, 1)");
        String loaded = make(SHADOW, comment, "", "(3, 'new', 20, 0)");
        swap(List.of(), loaded, 20);
        destination.clickHouse().execute("INSERT INTO " + Identifiers.quote(destination.database(), TARGET)
                + " (a, b, _peerdb_version, _peerdb_is_deleted) VALUES (1, 'late', 5, 0), (2, 'late', 6, 0),"
                + " (3, 'late', 19, 0)");
        assertThat(destination.values("(a, b)", TARGET)).containsExactly("(3,'new')");
        assertThat(destination.clickHouse().select("SELECT toString((a, _peerdb_version)) AS r FROM "
                + Identifiers.quote(destination.database(), TARGET) + " WHERE _peerdb_is_deleted = 1 ORDER BY r",
                row -> row.text("r"))).containsExactly("(1,7)", "(2,19)");
    }

    @Test
    void aKillBehindTheExchangeIsMended() {
        make(TARGET, comment, "", "(1, 'old', 5, 0)");
        String loaded = make(SHADOW, comment, "", "(1, 'new', 1, 0)");
        destination.tables().exchange(destination.database(), TARGET, SHADOW);
        swap(List.of(), loaded);
        assertThat(destination.values("b", TARGET)).containsExactly("new");
        assertThat(uuid(SHADOW)).isEqualTo("none");
    }

    /** People read the loaded table already; the next attempt names the other one again, and it alone is dropped. */
    @Test
    void whatWasReplacedIsDroppedLaterAndNothingElse() {
        String old = make(TARGET, comment, "", "(1, 'old', 5, 0)");
        String loaded = make(SHADOW, comment, "", "(1, 'new', 1, 0)");
        SwapResult first = exchange(List.of(), loaded, 1);
        String away = TARGET + "_replaced_" + old.substring(0, 8);
        assertThat(first.replaced()).containsExactly(new ObsoleteTable(away, old));
        assertThat(exchange(List.of(), loaded, 1)).as("after a kill").isEqualTo(first);
        assertThat(uuid(away)).isEqualTo(old);
        assertThat(uuid(SHADOW)).as("a late exchange finds nothing").isEqualTo("none");
        drop(List.of(new ObsoleteTable(away, loaded), new ObsoleteTable(TARGET, loaded),
                new ObsoleteTable(TARGET, null)));
        assertThat(uuid(away)).isEqualTo(old);
        drop(first.replaced());
        assertThat(uuid(away)).isEqualTo("none");
        String another = make(SHADOW, "mine", "", "(1, 'theirs', 1, 0)");
        drop(first.replaced());
        drop(List.of(new ObsoleteTable(SHADOW, null)));
        assertThat(exchange(List.of(), loaded, 1).replaced()).isEmpty();
        assertThat(uuid(SHADOW)).isEqualTo(another);
        assertThat(uuid(TARGET)).isEqualTo(loaded);
    }

    @Test
    void theShadowOfALoadThatWasGivenUpIsDropped() {
        make(SHADOW, comment, "", "(1, 'half', 1, 0)");
        drop(List.of(new ObsoleteTable(SHADOW, null)));
        drop(List.of(new ObsoleteTable(SHADOW, null)));
        assertThat(uuid(SHADOW)).isEqualTo("none");
    }

    /** A pair was exchanged, another one failed: the pipe still knows the table that was replaced as its own. */
    @Test
    void theNextLoadReplacesWhatAHalfSwapLeft() {
        String old = make(TARGET, comment, "", "(1, 'old', 5, 0)");
        String loaded = make(SHADOW, comment, "", "(1, 'new', 1, 0)");
        destination.tables().exchange(destination.database(), TARGET, SHADOW);
        assertThat(choose(routed(TARGET, old))).extracting(TableMapping::target).containsExactly(SHADOW);
        assertThat(uuid(SHADOW)).isEqualTo("none");
        assertThat(uuid(TARGET)).isEqualTo(loaded);
    }

    @Test
    void whereNothingStandsAnyMoreTheLoadedTableGetsTheName() {
        String loaded = make(SHADOW, comment, "", "(1, 'new', 1, 0)");
        swap(List.of(), loaded);
        assertThat(destination.values("b", TARGET)).containsExactly("new");
    }

    @Test
    void tablesOfOthersStay() {
        String loaded = make(SHADOW, comment, "", "(1, 'new', 1, 0)");
        for (String theirComment : List.of("mine", "Copy of `s`.`u` by ClickPipe " + deleted,
                "Taken over for `s`.`t` by ClickPipe " + deleted)) {
            String theirs = make(TARGET, theirComment, "", "(1, 'theirs', 5, 0)");
            assertThat(choose(List.of())).as("set-up refuses it").extracting(TableMapping::target)
                    .containsExactly(TARGET);
            assertRefused(ErrorKind.DESTINATION_CHANGED, () -> swap(List.of(), loaded));
            assertThat(uuid(TARGET)).isEqualTo(theirs);
            destination.tables().drop(destination.database(), TARGET);
        }
        String theirs = make(TARGET, "mine", "", "(1, 'theirs', 5, 0)");
        assertThat(swap(routed(TARGET, theirs), loaded)).as("the pipe had taken it over")
                .isEqualTo(routed(TARGET, loaded));
    }

    /** What a deleted pipe left has versions that mean nothing here, and stays beside. */
    @Test
    void copiesThatADeletedPipeLeftMakeRoomAndStay() {
        String theirs = make(TARGET, leftComment, ", extra UInt8", "(1, 'old', 1000, 0), (2, 'gone', 1001, 0)");
        assertThat(choose(List.of())).extracting(TableMapping::target).containsExactly(SHADOW);
        String loaded = make(SHADOW, comment, "", "(1, 'new', 1, 0)");
        String away = TARGET + "_replaced_" + theirs.substring(0, 8);
        for (int attempt = 0; attempt < 3; attempt++) {
            SwapResult result = exchange(List.of(), loaded, 1);
            assertThat(result.kept()).containsExactly(away);
            assertThat(result.replaced()).isEmpty();
            drop(List.of(new ObsoleteTable(SHADOW, null), new ObsoleteTable(away, null)));
            assertThat(uuid(away)).isEqualTo(theirs);
            assertThat(uuid(TARGET)).isEqualTo(loaded);
        }
        assertThat(destination.values("b", TARGET)).containsExactly("new");
        assertThat(destination.values("(a, b)", away)).containsExactly("(1,'old')", "(2,'gone')");
    }

    @Test
    void copiesThatALivingPipeWritesDoNot() {
        String theirs = make(TARGET, leftComment, "", "");
        living.add(deleted);
        assertRefused(ErrorKind.DESTINATION_NOT_EMPTY, () -> choose(List.of()));
        assertThat(uuid(TARGET)).isEqualTo(theirs);
        String loaded = make(SHADOW, comment, "", "(1, 'new', 1, 0)");
        assertRefused(ErrorKind.DESTINATION_CHANGED, () -> swap(List.of(), loaded));
        assertThat(uuid(TARGET)).isEqualTo(theirs);
        living.clear();
        assertThat(choose(List.of())).as("an empty one too").extracting(TableMapping::target).containsExactly(SHADOW);
    }

    /** Of a load that a deleted pipe had on its way, or of a swap that was given up between exchange and renaming. */
    @Test
    void whatADeletedPipeLeftInTheShadowsPlaceIsPutBeside() {
        make(TARGET, comment, "", "(1, 'mine', 1000, 0)");
        String left = make(SHADOW, leftComment, "", "(1, 'old', 1000, 0)");
        living.add(deleted);
        assertRefused(ErrorKind.DESTINATION_NOT_EMPTY, () -> choose(List.of()));
        living.clear();
        assertThat(choose(List.of())).extracting(TableMapping::target).containsExactly(SHADOW);
        assertThat(uuid(SHADOW)).isEqualTo("none");
        assertThat(uuid(TARGET + "_replaced_" + left.substring(0, 8))).isEqualTo(left);
    }

    @Test
    void aKillBesideACopyOfADeletedPipeIsMended() {
        String theirs = make(TARGET, leftComment, "", "(1, 'old', 1000, 0)");
        String loaded = make(SHADOW, comment, "", "(1, 'new', 1, 0)");
        destination.tables().exchange(destination.database(), TARGET, SHADOW);
        assertThat(exchange(List.of(), loaded, 1).kept()).hasSize(1);
        assertThat(uuid(TARGET)).isEqualTo(loaded);
        assertThat(uuid(TARGET + "_replaced_" + theirs.substring(0, 8))).isEqualTo(theirs);
    }

    @Test
    void aShadowThatSomebodyReplacedIsNotTaken() {
        String before = make(TARGET, comment, "", "(1, 'old', 5, 0)");
        String loaded = make(SHADOW, comment, "", "(1, 'new', 1, 0)");
        destination.tables().drop(destination.database(), SHADOW);
        make(SHADOW, comment, "", "");
        assertRefused(ErrorKind.DESTINATION_CHANGED, () -> swap(List.of(), loaded));
        assertThat(uuid(TARGET)).isEqualTo(before);
    }

    @Test
    void leftoversAreReplacedAndThoseOfOthersAreNot() {
        make(TARGET, comment, "", "(1, 'old', 5, 0)");
        make(SHADOW, comment, "", "(1, 'left', 5, 0)");
        assertThat(choose(List.of())).extracting(TableMapping::target).containsExactly(SHADOW);
        assertThat(uuid(SHADOW)).isEqualTo("none");
        String theirs = make(SHADOW, "mine", "", "");
        assertRefused(ErrorKind.DESTINATION_NOT_EMPTY, () -> choose(List.of()));
        assertRefused(ErrorKind.DESTINATION_NOT_EMPTY, () -> choose(routed(SHADOW, theirs)));
        assertThat(uuid(SHADOW)).isEqualTo(theirs);
    }

    @Test
    void whatIsNotThereIsLoadedWhereItBelongs() {
        assertThat(choose(List.of())).extracting(TableMapping::target).containsExactly(TARGET);
        String made = make(TARGET, "mine", "", "");
        assertThat(choose(List.of())).as("set-up takes it over or refuses it").extracting(TableMapping::target)
                .containsExactly(TARGET);
        assertThat(choose(routed(TARGET, made))).extracting(TableMapping::target).containsExactly(SHADOW);
    }

    @Test
    void aTableThatAPersonMadeKeepsItsShapeHoweverOftenItIsLoaded() {
        String taken = make(TARGET, "mine", ", extra UInt8 DEFAULT 7, INDEX i b TYPE minmax",
                "(1, 'old', 5, 0), (2, 'gone', 6, 1)");
        String now = taken;
        for (int time = 0; time < 2; time++) {
            assertThat(choose(routed(TARGET, now))).extracting(TableMapping::target).containsExactly(SHADOW);
            assertThat(destination.tables().columns(destination.database(), SHADOW))
                    .isEqualTo(destination.tables().columns(destination.database(), TARGET));
            now = uuid(SHADOW);
            swap(routed(TARGET, taken), now);
        }
        assertThat(destination.clickHouse().select("SELECT toString((a, extra, _peerdb_version)) AS r FROM "
                + Identifiers.quote(destination.database(), TARGET), row -> row.text("r"))).containsExactly("(2,7,0)");
    }
}

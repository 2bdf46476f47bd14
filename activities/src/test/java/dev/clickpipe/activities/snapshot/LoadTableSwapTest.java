package dev.clickpipe.activities.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clickpipe.activities.clickhouse.DestinationTable;
import dev.clickpipe.activities.clickhouse.Generation;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.testing.Configurations;
import dev.clickpipe.activities.testing.TestDestination;
import dev.clickpipe.workflows.contract.LoadTable;
import dev.clickpipe.workflows.contract.Route;
import dev.clickpipe.workflows.contract.LoadTableSwapRequest;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableName;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever was repeated, killed or changed by others before, one of the two tables is whole and nothing is swapped back. */
class LoadTableSwapTest {
    private final TestDestination destination = TestDestination.open();
    private final UUID pipeId = UUID.randomUUID();

    @AfterEach
    void close() {
        destination.close();
    }

    private PipeConfiguration configuration() {
        return Configurations.of(Configurations.unusedSource(pipeId), destination.database());
    }

    private String make(String name, String rows) {
        destination.clickHouse().execute("CREATE TABLE " + destination.database() + "." + name
                + " (a Int32) ENGINE = ReplacingMergeTree ORDER BY a COMMENT 'Copy of `s`.`t` by ClickPipe " + pipeId
                + "'");
        destination.clickHouse().execute("INSERT INTO " + destination.database() + "." + name + " VALUES " + rows);
        return uuid(name);
    }

    private String uuid(String name) {
        return destination.tables().find(destination.database(), name).map(DestinationTable::uuid).orElse("none");
    }

    /** A table that an attempt has loaded. */
    private LoadTable load(int attempt, String rows) {
        String generation = Generation.fresh(Instant.ofEpochMilli(attempt));
        return new LoadTable(make(LoadTables.name("t", generation), rows), generation, new Coordinates.Gtid("x:1-5"));
    }

    private static String waiting(LoadTable load) {
        return LoadTables.name("t", load.generation());
    }

    private Route take(String before, LoadTable loaded) {
        return new LoadTableSwap(destination.clickHouse(), new LoadTableSwapRequest(configuration(),
                new TableName("s", "t"), new Route("t", before, "g1", null), loaded)).run();
    }

    @Test
    void theLoadedTableTakesThePlaceOnceHoweverOftenItIsAsked() {
        String before = make("t", "(1)");
        LoadTable loaded = load(1, "(2)");
        for (int i = 0; i < 3; i++) {
            assertThat(take(before, loaded)).isEqualTo(
                    new Route("t", loaded.tableUuid(), loaded.generation(), new Coordinates.Gtid("x:1-5")));
            assertThat(destination.values("a", "t")).containsExactly("2");
            assertThat(uuid(waiting(loaded))).isEqualTo("none");
        }
    }

    @Test
    void aKillBehindTheExchangeIsMended() {
        String before = make("t", "(1)");
        LoadTable loaded = load(1, "(2)");
        destination.tables().exchange(destination.database(), "t", waiting(loaded));
        take(before, loaded);
        assertThat(destination.values("a", "t")).containsExactly("2");
        assertThat(uuid(waiting(loaded))).isEqualTo("none");
    }

    /** The snapshot's workflow was ended by a person after an earlier load had taken the place. */
    @Test
    void aLaterLoadTakesThePlaceOfAnEarlierOne() {
        String before = make("t", "(1)");
        take(before, load(1, "(2)"));
        take(before, load(2, "(3)"));
        assertThat(destination.values("a", "t")).containsExactly("3");
    }

    @Test
    void aLateRequestOfAnEarlierLoadChangesNothing() {
        String before = make("t", "(1)");
        LoadTable first = load(1, "(2)");
        destination.tables().drop(destination.database(), waiting(first));
        take(before, load(2, "(3)"));
        assertThatThrownBy(() -> take(before, first)).isInstanceOfSatisfying(PipeException.class,
                e -> assertThat(e.error().kind()).isEqualTo(ErrorKind.DESTINATION_CHANGED));
        assertThat(destination.values("a", "t")).containsExactly("3");
    }

    /** One that was frozen and given up made its table after its successor had begun. */
    @Test
    void whatEarlierAttemptsLeftIsDroppedAndWhatLaterOnesMakeStays() {
        String before = make("t", "(1)");
        LoadTable earlier = load(1, "(2)");
        LoadTable loaded = load(2, "(3)");
        LoadTable later = load(3, "(4)");
        take(before, loaded);
        assertThat(destination.values("a", "t")).containsExactly("3");
        assertThat(uuid(waiting(earlier))).isEqualTo("none");
        assertThat(uuid(waiting(loaded))).isEqualTo("none");
        assertThat(destination.values("a", waiting(later))).containsExactly("4");
    }

    /** By an earlier release, whose names and generations did not say which attempt they are of. */
    @Test
    void aTableThatWasLoadedBeforeNamesHeldAGenerationTakesThePlace() {
        String before = make("t", "(1)");
        String name = "_clickpipe_load_t";
        take(before, new LoadTable(make(name, "(2)"), "_clickpipe_generation_01234567", new Coordinates.Gtid("x:1-5")));
        assertThat(destination.values("a", "t")).containsExactly("2");
        assertThat(uuid(name)).isEqualTo("none");
    }

    @Test
    void somebodyElsesTableIsLeftAlone() {
        LoadTable loaded = load(1, "(2)");
        destination.clickHouse().execute("CREATE TABLE " + destination.database()
                + ".t (a Int32) ENGINE = ReplacingMergeTree ORDER BY a AS SELECT 7");
        assertThatThrownBy(() -> take("another", loaded)).isInstanceOf(PipeException.class);
        assertThat(destination.values("a", "t")).containsExactly("7");
        assertThat(destination.values("a", waiting(loaded))).containsExactly("2");
    }
}

package dev.clickpipe.activities.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clickpipe.activities.clickhouse.DestinationTable;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.testing.TestDestination;
import dev.clickpipe.workflows.contract.LoadTable;
import dev.clickpipe.workflows.contract.Route;
import dev.clickpipe.workflows.contract.TakePlaceRequest;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.secrets.SealedSecret;
import dev.clickpipe.workflows.settings.OutOfRange;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.ReplicationSettings;
import dev.clickpipe.workflows.settings.SourceConnection;
import dev.clickpipe.workflows.settings.SourceType;
import dev.clickpipe.workflows.settings.TableName;
import dev.clickpipe.workflows.settings.TlsSettings;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever was repeated, killed or changed by others before, one of the two tables is whole and nothing is swapped back. */
class TakingPlaceTest {
    private static final String WAITING = AppendedLoad.loadTable("t");

    private final TestDestination destination = TestDestination.open();
    private final UUID pipeId = UUID.randomUUID();

    @AfterEach
    void close() {
        destination.close();
    }

    private PipeConfiguration configuration() {
        return new PipeConfiguration(pipeId, UUID.randomUUID(), "p",
                new SourceConnection(pipeId, SourceType.MYSQL, "h", 1, "u", new SealedSecret("k", ""),
                        new TlsSettings(true, false, null, null), null),
                new ReplicationSettings(ReplicationMode.CDC, ReplicationMechanism.GTID, 1, 1, false, false, 1, 1000, 1,
                        false, OutOfRange.NEAREST),
                List.of(), destination.database(), 1, Instant.EPOCH);
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

    private Route take(String before, String loaded) {
        return new TakingPlace(destination.clickHouse(),
                new TakePlaceRequest(configuration(), new TableName("s", "t"), new Route("t", before, "g1", null),
                        new LoadTable(loaded, "g2", new Coordinates.Gtid("x:1-5"))))
                .run();
    }

    @Test
    void theLoadedTableTakesThePlaceOnceHoweverOftenItIsAsked() {
        String before = make("t", "(1)");
        String loaded = make(WAITING, "(2)");
        for (int i = 0; i < 3; i++) {
            assertThat(take(before, loaded))
                    .isEqualTo(new Route("t", loaded, "g2", new Coordinates.Gtid("x:1-5")));
            assertThat(destination.values("a", "t")).containsExactly("2");
            assertThat(uuid(WAITING)).isEqualTo("none");
        }
    }

    @Test
    void aKillBehindTheExchangeIsMended() {
        String before = make("t", "(1)");
        String loaded = make(WAITING, "(2)");
        destination.tables().exchange(destination.database(), "t", WAITING);
        take(before, loaded);
        assertThat(destination.values("a", "t")).containsExactly("2");
        assertThat(uuid(WAITING)).isEqualTo("none");
    }

    /** The snapshot's workflow was ended by a person after an earlier load had taken the place. */
    @Test
    void aLaterLoadTakesThePlaceOfAnEarlierOne() {
        String before = make("t", "(1)");
        take(before, make(WAITING, "(2)"));
        take(before, make(WAITING, "(3)"));
        assertThat(destination.values("a", "t")).containsExactly("3");
    }

    @Test
    void aLateRequestOfAnEarlierLoadChangesNothing() {
        String before = make("t", "(1)");
        String first = make(WAITING, "(2)");
        destination.tables().drop(destination.database(), WAITING);
        take(before, make(WAITING, "(3)"));
        assertThatThrownBy(() -> take(before, first)).isInstanceOfSatisfying(PipeException.class,
                e -> assertThat(e.error().kind()).isEqualTo(ErrorKind.DESTINATION_CHANGED));
        assertThat(destination.values("a", "t")).containsExactly("3");
    }

    @Test
    void somebodyElsesTableIsLeftAlone() {
        String loaded = make(WAITING, "(2)");
        destination.clickHouse().execute("CREATE TABLE " + destination.database()
                + ".t (a Int32) ENGINE = ReplacingMergeTree ORDER BY a AS SELECT 7");
        assertThatThrownBy(() -> take("another", loaded)).isInstanceOf(PipeException.class);
        assertThat(destination.values("a", "t")).containsExactly("7");
        assertThat(destination.values("a", WAITING)).containsExactly("2");
    }
}

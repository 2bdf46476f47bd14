package dev.clickpipe.activities.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.clickhouse.DestinationTable;
import dev.clickpipe.activities.testing.Configurations;
import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.pipe.PipeDescription;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.TableSummary;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.RowVersion;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.TableEngine;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pipes that load nothing and begin where a person says, into new tables and into those that another pipe left. */
@ParameterizedClass
@EnumSource
class ChosenStartEndToEndTest extends PipeEndToEndTest {
    ChosenStartEndToEndTest(Flavour flavour) {
        super(flavour);
    }

    @ParameterizedTest
    @EnumSource
    void allChangesBehindItArriveAndNoneBefore(ReplicationMechanism mechanism) throws SQLException {
        database.createFilled(3);
        Coordinates from = database.committed(mechanism);
        database.run("INSERT INTO t VALUES (4, 'behind', 4)", "UPDATE t SET v = 'behind' WHERE id = 2",
                "FLUSH BINARY LOGS", "DELETE FROM t WHERE id = 3");
        TestPipe pipe = startAt(from, "t");
        pipe.await(PipeState.RUNNING);
        database.run("INSERT INTO t VALUES (5, 'later', 5)");
        Awaitility.await().atMost(TestPipe.PATIENCE).untilAsserted(() -> assertThat(database.destinationRows("t"))
                .containsExactly("2|behind|2.25", "4|behind|4.00", "5|later|5.00"));
        assertThat(database.deletedRows("t")).containsExactly("3|v3|3.25");
        pipe.delete();
    }

    /** The set is older than what the table has: changes come twice, and the newest wins. */
    @ParameterizedTest
    @EnumSource
    void aKeptTableIsGoneOnWith(ReplicationMechanism mechanism) throws Exception {
        database.createFilled(5);
        TestPipe first = running("t");
        database.awaitEqual("t");
        Coordinates older = database.committed(mechanism);
        database.run("UPDATE t SET v = 'b' WHERE id = 1", "DELETE FROM t WHERE id = 2",
                "INSERT INTO t VALUES (6, 'b', 6), (9, 'b', 9)", "DELETE FROM t WHERE id = 9",
                "UPDATE t SET v = 'c' WHERE id = 1");
        database.awaitEqual("t");
        first.deleteAndAwait();
        DestinationTable kept = destinationTable();
        int epoch = highestEpoch();
        database.run("UPDATE t SET v = 'd' WHERE id IN (1, 3)", "DELETE FROM t WHERE id IN (4, 6)",
                "INSERT INTO t VALUES (2, 'd', 2), (7, 'd', 7)");

        TestPipe second = startAt(older, "t");
        PipeDescription running = second.await(PipeState.RUNNING);
        assertThat(Objects.requireNonNull(running.position()).epoch()).isEqualTo(epoch + 1);
        database.awaitEqual("t");
        assertThat(database.deletedRows("t")).containsExactly("4|v4|4.25", "6|b|6.00", "9|b|9.00");
        assertThat(destinationTable().uuid()).isEqualTo(kept.uuid());
        assertThat(destinationTable().comment())
                .startsWith("Taken over for " + database.table("t").quoted() + " by ClickPipe ");
        database.run("UPDATE t SET v = 'e' WHERE id = 5", "DELETE FROM t WHERE id = 7");
        database.awaitEqual("t");

        second.resync();
        database.run("INSERT INTO t VALUES (8, 'f', 8)", "DELETE FROM t WHERE id = 3");
        second.awaitLoaded(database.table("t"));
        second.await(PipeState.RUNNING);
        database.run("UPDATE t SET v = 'g' WHERE id = 8");
        database.awaitEqual("t");
        assertThat(destinationTable().uuid()).isNotEqualTo(kept.uuid());
        assertThat(database.deletedRows("t")).contains("4|v4|4.25", "6|b|6.00", "9|b|9.00");
        second.deleteAndAwait();

        // What a resync has put in the place of a kept table is kept as well.
        Coordinates last = database.committed(mechanism);
        database.run("UPDATE t SET v = 'h' WHERE id = 8");
        TestPipe third = startAt(last, "t");
        third.await(PipeState.RUNNING);
        database.awaitEqual("t");
        third.delete();
    }

    private DestinationTable destinationTable() {
        return database.destination().tables().find(database.name(), "t").orElseThrow();
    }

    private int highestEpoch() {
        return RowVersion.epochOf(
                database.destination().tables().highestVersion(database.name(), "t", "_peerdb_version", 0));
    }

    /** It is the pipe's, whatever the pipe has forgotten of it: its rows are kept until they are swapped out. */
    @Test
    void aKeptTableThatFailsIsLoadedAgain() throws Exception {
        database.createKeyed("u");
        database.createFilled(2);
        TestPipe first = running("t");
        Coordinates older = database.committed(ReplicationMechanism.GTID);
        first.deleteAndAwait();
        database.run("DELETE FROM t WHERE id = 1", "ALTER TABLE t MODIFY v VARCHAR(300)",
                "INSERT INTO t VALUES (3, 'b', 3)");
        TestPipe second = startAt(older, "t", "u");
        second.await(PipeState.DEGRADED);
        // A load begins where the pipe stands; before the statement that stopped the table it would meet it again.
        database.run("INSERT INTO u VALUES (1, 'a', 1)");
        database.awaitEqual("u");
        second.retryTables();
        second.awaitLoaded(database.table("t"));
        second.await(PipeState.RUNNING);
        database.run("INSERT INTO t VALUES (4, 'c', 4)");
        database.awaitEqual("t");
        second.delete();
    }

    /** A person's own copy, such as one made from a dump, with the position of that dump. */
    @Test
    void aTableThatAPersonFilledIsTakenOverAndLoadedAgain() throws SQLException {
        database.run("CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(50) NOT NULL, n DECIMAL(10,2) NOT NULL)");
        database.insertRows(1, 3);
        database.clickHouse().execute("CREATE TABLE " + database.name() + ".t (id Int32, v String, n Decimal(10, 2),"
                + " _peerdb_version UInt64, _peerdb_is_deleted UInt8, _peerdb_synced_at DateTime64(9))"
                + " ENGINE = ReplacingMergeTree(_peerdb_version, _peerdb_is_deleted) ORDER BY id"
                + " AS SELECT number + 1, concat('v', toString(number + 1)), number + 1.25, 0, 0, now() FROM numbers(3)");
        Coordinates from = database.committed(ReplicationMechanism.GTID);
        database.run("UPDATE t SET v = 'b' WHERE id = 2", "DELETE FROM t WHERE id = 3");
        TestPipe pipe = startAt(from, "t");
        pipe.await(PipeState.RUNNING);
        database.awaitEqual("t");
        pipe.resync();
        pipe.awaitLoaded(database.table("t"));
        pipe.await(PipeState.RUNNING);
        database.run("INSERT INTO t VALUES (4, 'c', 4)");
        database.awaitEqual("t");
        pipe.delete();
    }

    @Test
    void whatMayNotBeTakenOverIsRefused() throws Exception {
        database.createKeyed("t", "other");
        database.run("CREATE TABLE appended (id INT, v VARCHAR(50) NOT NULL)", "INSERT INTO t VALUES (1, 'a', 1)",
                "INSERT INTO other VALUES (1, 'a', 1)", "INSERT INTO appended VALUES (1, 'a')");
        for (String table : List.of("t", "appended")) {
            running(table).deleteAndAwait();
        }
        Coordinates from = database.committed(ReplicationMechanism.GTID);
        PipeError withoutStart = failure(start(ReplicationMode.CDC_ONLY, "t"));
        assertThat(withoutStart.message()).contains("targetTable (t): the destination table holds rows already");
        assertThat(withoutStart.remedy()).contains("give startPosition");

        PipeError ofAnother = failure(database.startAt(workers, from, List.of(Configurations
                .mapping(database.table("other"), "t", TableEngine.REPLACING_MERGE_TREE))));
        assertThat(ofAnother.message()).contains("they are those of " + database.table("t").quoted());

        PipeError appended = failure(startAt(from, "appended"));
        assertThat(appended.message()).contains("it is to keep every change");
        assertThat(appended.remedy()).contains("replicationMode cdc");

        assertThat(database.destinationRows("t")).containsExactly("1|a|1.00");
    }

    private static PipeError failure(TestPipe pipe) {
        PipeError error = Objects.requireNonNull(pipe.await(PipeState.FAILED).error());
        pipe.delete();
        return error;
    }

    /** Set-up reads the definitions of now; rows before the last change of one cannot be read by it. */
    @ParameterizedTest
    @EnumSource
    void aDefinitionThatChangedSinceStopsTheTable(ReplicationMechanism mechanism) throws SQLException {
        database.createKeyed("t", "u");
        Coordinates from = database.committed(mechanism);
        database.run("INSERT INTO t VALUES (1, 'a', 1)", "INSERT INTO u VALUES (1, 'a', 1)",
                "ALTER TABLE t ADD COLUMN w INT FIRST", "INSERT INTO t VALUES (7, 2, 'b', 2)",
                "INSERT INTO u VALUES (2, 'b', 2)");
        TestPipe pipe = startAt(from, "t", "u");
        PipeDescription degraded = pipe.await(PipeState.DEGRADED);
        PipeError changed = degraded.tables().stream().map(TableSummary::error).filter(Objects::nonNull).findFirst()
                .orElseThrow();
        assertThat(changed.kind()).isEqualTo(ErrorKind.SCHEMA_CHANGED);
        assertThat(changed.table()).isEqualTo(database.table("t"));
        assertThat(changed.message()).contains(database.table("t").quoted());
        assertThat(changed.remedy()).contains("resync");
        database.awaitEqual("u");
        assertThat(database.destinationRows("t")).isEmpty();
        pipe.resync(database.table("t"));
        pipe.awaitLoaded(database.table("t"));
        pipe.await(PipeState.RUNNING);
        database.run("INSERT INTO t VALUES (8, 3, 'c', 3)");
        database.awaitEqual("t");
        pipe.delete();
    }
}

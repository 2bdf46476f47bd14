package dev.clickpipe.activities.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.TableSummary;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.snapshot.SnapshotWorkflow;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The first load of a table is paused, asked for again and given up on its way, and asked for again when it was all. */
@ParameterizedClass
@EnumSource
class SnapshotEndToEndTest extends PipeEndToEndTest {
    /** Some seconds of loading. */
    private static final int ROWS = 24_000;

    SnapshotEndToEndTest(Flavour flavour) {
        super(flavour);
    }

    /** Partitions that were loaded before the pause are not loaded again. */
    @Test
    void goesOnBehindThePartitionsThatWereLoadedBeforeAPause() throws SQLException {
        TestPipe pipe = loadingSlowly();
        pipe.pause();
        TableSummary paused = pipe.workflow.describe().tables().getFirst();
        assertThat(paused.partitionsDone()).isPositive();
        assertThat(paused.rowsLoaded()).isPositive().isLessThan(ROWS);
        database.run("UPDATE t SET v = 'while paused' WHERE id % 100 = 0");
        pipe.resume();
        database.run("UPDATE t SET v = 'while loading' WHERE id % 100 = 1");
        TableSummary loaded = pipe.await(PipeState.RUNNING).tables().getFirst();
        assertThat(loaded.rowsLoaded()).isEqualTo(ROWS);
        assertThat(loaded.partitionsDone()).isGreaterThan(paused.partitionsDone()).isEqualTo(loaded.partitions());
        database.awaitEqual("t");
        pipe.delete();
    }

    @Test
    void isLoadedAgainWhenThatIsAskedForOnItsWay() throws SQLException {
        TestPipe pipe = loadingSlowly();
        pipe.resync();
        database.run("DELETE FROM t WHERE id % 100 = 0", "UPDATE t SET v = 'while loading' WHERE id % 100 = 1");
        pipe.awaitEntries("Resync → Running", 1);
        database.run("INSERT INTO t VALUES (100000, 'afterwards', 1)");
        database.awaitEqual("t");
        pipe.delete();
    }

    /** What was loaded stays, and a worker that comes afterwards adds nothing to it. */
    @Test
    void isDeletedOnItsWayWhileNoWorkerOfTheServiceRuns() throws Exception {
        database.createKeyed("u");
        TestPipe pipe = loadingSlowly();
        Awaitility.await().atMost(TestPipe.PATIENCE).until(() -> runningInserts() > 0);
        workers.withoutServiceWorker(() -> {
            pipe.deleteAndAwait();
            return null;
        });
        assertThat(pipe.workflow.describe().state()).isEqualTo(PipeState.STOPPED);
        // ClickHouse may finish what it was told before.
        Awaitility.await().atMost(TestPipe.PATIENCE).until(() -> runningInserts() == 0);
        List<String> loaded = database.destinationRows("t");
        assertThat(loaded).isNotEmpty().hasSizeLessThan(ROWS);
        TestPipe next = running("u");
        database.run("INSERT INTO u VALUES (1, 'of the next pipe', 1)");
        database.awaitEqual("u");
        assertThat(database.destinationRows("t")).isEqualTo(loaded);
        next.delete();
    }

    @Test
    void isLoadedAgainWhenItWasCompleted() throws SQLException {
        database.createFilled(2500);
        TestPipe pipe = start(ReplicationMode.SNAPSHOT, "t");
        pipe.await(PipeState.COMPLETED);
        database.run("DELETE FROM t WHERE id % 3 = 0", "UPDATE t SET v = 'later' WHERE id % 3 = 1",
                "UPDATE t SET id = id + 10000 WHERE id < 10");
        database.insertRows(2501, 2600);
        pipe.resync();
        pipe.awaitEntries("Resync → Completed", 1);
        assertThat(pipe.workflow.describe().state()).isEqualTo(PipeState.COMPLETED);
        assertThat(database.destinationRows("t")).isEqualTo(database.sourceRows("t"));
        assertThat(pipe.workflow.describe().tables().getFirst().rowsLoaded())
                .isEqualTo(database.sourceRows("t").size());
        pipe.delete();
    }

    /** Texts of a collation that is not the server's, one tenant that has all, ids that are far apart, UUIDs. */
    @Test
    void isSplitWhateverItsKeyIs() throws SQLException {
        database.run("CREATE TABLE texts (id VARCHAR(80) COLLATE utf8mb4_unicode_ci PRIMARY KEY, v VARCHAR(50), n INT)",
                "CREATE TABLE tenants (tenant VARCHAR(9) COLLATE utf8mb4_unicode_ci, id INT, v VARCHAR(50), n INT,"
                        + " PRIMARY KEY (tenant, id))",
                "CREATE TABLE outlier (id BIGINT UNSIGNED PRIMARY KEY, v VARCHAR(50), n INT)",
                "CREATE TABLE uuids (id CHAR(36) CHARACTER SET ascii PRIMARY KEY, v VARCHAR(50), n INT)");
        database.createFilled(3500);
        database.run("INSERT INTO texts SELECT CONCAT('k', id), v, n FROM t",
                "INSERT INTO tenants SELECT 'one', id, v, n FROM t",
                "INSERT INTO outlier SELECT IF(id = 3500, 18446744073709551615, id), v, n FROM t",
                "INSERT INTO uuids SELECT INSERT(LOWER(LEFT(SHA2(id, 256), 35)), 9, 0, '-'), v, n FROM t");
        TestPipe pipe = running("texts", "tenants", "outlier", "uuids");
        assertThat(pipe.workflow.describe().tables()).allSatisfy(table -> {
            assertThat(table.rowsLoaded()).isEqualTo(3500);
            assertThat(table.partitionsDone()).isEqualTo(4).isEqualTo(table.partitions());
        });
        for (String table : List.of("texts", "tenants", "outlier", "uuids")) {
            assertThat(database.destinationRows(table))
                    .containsExactlyInAnyOrderElementsOf(database.sourceRows(table));
        }
        pipe.delete();
    }

    /** A pipe some of whose partitions are loaded; a column that somebody added takes a millisecond for each row. */
    private TestPipe loadingSlowly() throws SQLException {
        database.createFilled(ROWS);
        database.clickHouse().execute("CREATE TABLE " + database.name() + ".t (id Int32, v Nullable(String),"
                + " n Nullable(Decimal(10, 2)), slow UInt8 MATERIALIZED sleepEachRow(0.001), _peerdb_version UInt64,"
                + " _peerdb_is_deleted UInt8, _peerdb_synced_at DateTime64(9))"
                + " ENGINE = ReplacingMergeTree(_peerdb_version, _peerdb_is_deleted) ORDER BY id");
        TestPipe pipe = start(ReplicationMode.CDC, "t");
        pipe.await(PipeState.SNAPSHOT);
        SnapshotWorkflow snapshot = workers.client.newWorkflowStub(SnapshotWorkflow.class,
                Objects.requireNonNull(pipe.workflow.describe().snapshotWorkflowId()));
        Awaitility.await().atMost(TestPipe.PATIENCE).ignoreExceptions()
                .until(() -> snapshot.describe().tables().getFirst().partitionsDone() > 0);
        return pipe;
    }

    /** Inserts into the database of the test that ClickHouse has not finished. */
    private int runningInserts() {
        return Integer.parseInt(database.select("SELECT toString(count()) AS r FROM system.processes WHERE query LIKE"
                + " '%INSERT INTO%" + database.name() + "%' AND query NOT LIKE '%system.processes%'").getFirst());
    }
}

package dev.clickpipe.activities.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.workflows.contract.ColumnLoss;
import dev.clickpipe.workflows.pipe.PipeDescription;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.TableSummary;
import dev.clickpipe.workflows.pipe.UpdateSettingsRequest;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.TlsSettings;
import java.sql.SQLException;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.jspecify.annotations.Nullable;

/** Pipes load a table and follow it, through pauses, other settings and another worker. */
@ParameterizedClass
@EnumSource
class StreamEndToEndTest extends PipeEndToEndTest {
    private static final String PASSWORD = "another one";

    StreamEndToEndTest(Flavour flavour) {
        super(flavour);
    }

    @Test
    void loadsAndFollowsATable() throws SQLException {
        database.createFilled(5000);
        TestPipe pipe = running("t");
        database.run("INSERT INTO t VALUES (10001, 'neu', 1.5)");
        database.run("UPDATE t SET v = 'anders' WHERE id BETWEEN 10 AND 20");
        database.run("DELETE FROM t WHERE id = 5");
        database.run("UPDATE t SET id = 20001 WHERE id = 7");
        database.awaitEqual("t");
        PipeDescription description = pipe.workflow.describe();
        assertThat(description.tables().getFirst().rowsLoaded()).isEqualTo(5000);
        pipe.delete();
    }

    @Test
    void nothingArrivesWhilePausedAndNothingIsMissingAfterwards() throws SQLException {
        database.createFilled(100);
        TestPipe pipe = running("t");
        pipe.pause();
        List<String> before = database.destinationRows("t");
        database.insertRows(101, 300);
        assertThat(pipe.workflow.describe().state()).isEqualTo(PipeState.PAUSED);
        assertThat(database.destinationRows("t")).isEqualTo(before);
        pipe.resume();
        database.awaitEqual("t");
        pipe.delete();
    }

    /** Another user and shorter batches, then a table less, while rows are written to both. */
    @Test
    void isChangedWhileItRuns() throws SQLException {
        database.createKeyed("t", "u");
        String user = anotherUser();
        database.insertRows(1, 100);
        TestPipe pipe = running("t", "u");
        PipeDescription first = pipe.workflow.describe();
        database.run("INSERT INTO u VALUES (1, 'before', 1)");
        pipe.workflow.updateSettings(new UpdateSettingsRequest(2, 50, null, null, null, user,
                pipe.sealed(workers, PASSWORD), null, null, "test"));
        database.insertRows(101, 300);
        database.run("INSERT INTO u VALUES (2, 'after', 1)");
        database.awaitEqual("t");
        assertThat(dumps(user)).as("dumps of the new user").isNotEmpty();
        Awaitility.await().atMost(TestPipe.PATIENCE).until(() -> database.destinationRows("u").size() == 2);
        pipe.dropTables(database.table("u"));
        database.run("INSERT INTO u VALUES (3, 'dropped', 1)");
        database.run("ALTER TABLE u ADD more INT");
        database.insertRows(301, 400);
        database.awaitEqual("t");
        assertThat(database.destinationRows("u")).hasSize(2);
        PipeDescription last = pipe.await(PipeState.RUNNING);
        assertThat(last.tables()).extracting(TableSummary::target).containsExactly("t");
        assertThat(last.tables().getFirst().rowsLoaded()).isEqualTo(first.tables().getFirst().rowsLoaded());
        pipe.delete();
    }

    /** As few and as large as the pipe is told, from the next batch on; all rows of an insert have its time. */
    @Test
    void batchesAreCutAsTheLatestSettingsSay() throws Exception {
        database.createKeyed("t");
        TestPipe pipe = running("t");
        assertThat(insertsOfBacklog(pipe, 1, 200)).as("all that has come").isLessThan(10);
        pipe.workflow.updateSettings(batches(null, 10));
        assertThat(insertsOfBacklog(pipe, 201, 400)).as("ten rows each").isGreaterThanOrEqualTo(20);
        pipe.workflow.updateSettings(batches(2, 100_000));
        for (int id = 401; id <= 480; id++) {
            database.insertRows(id, id);
            Thread.sleep(50);
        }
        database.awaitEqual("t");
        List<Double> inserts = database.select("SELECT toString(toFloat64(_peerdb_synced_at)) AS r FROM "
                + database.name() + ".t WHERE id > 400 GROUP BY _peerdb_synced_at ORDER BY _peerdb_synced_at").stream()
                .map(Double::parseDouble).toList();
        assertThat(inserts).hasSizeGreaterThanOrEqualTo(2);
        for (int insert = 1; insert < inserts.size(); insert++) {
            assertThat(inserts.get(insert) - inserts.get(insert - 1)).as("seconds between inserts").isGreaterThan(1.5);
        }
        pipe.delete();
    }

    private static UpdateSettingsRequest batches(@Nullable Integer syncIntervalSeconds, int pullBatchSize) {
        return new UpdateSettingsRequest(syncIntervalSeconds, pullBatchSize, null, null, null, null, null, null, null,
                "test");
    }

    /** Inserts that the pipe makes of rows that were written one by one while it was paused. */
    private int insertsOfBacklog(TestPipe pipe, int from, int to) throws SQLException {
        pipe.pause();
        for (int id = from; id <= to; id++) {
            database.insertRows(id, id);
        }
        pipe.resume();
        database.awaitEqual("t");
        return Integer.parseInt(database.select("SELECT toString(uniqExact(_peerdb_synced_at)) AS r FROM "
                + database.name() + ".t WHERE id BETWEEN " + from + " AND " + to).getFirst());
    }

    @Test
    void aSnapshotCompletes() throws SQLException {
        database.createFilled(2500);
        TestPipe pipe = start(ReplicationMode.SNAPSHOT, "t");
        pipe.await(PipeState.COMPLETED);
        database.awaitEqual("t");
        pipe.delete();
    }

    @Test
    void cdcOnlyBeginsNow() throws SQLException {
        database.createFilled(10);
        TestPipe pipe = start(ReplicationMode.CDC_ONLY, "t");
        pipe.await(PipeState.RUNNING);
        database.insertRows(11, 20);
        Awaitility.await().atMost(TestPipe.PATIENCE).until(() -> database.destinationRows("t").size() == 10);
        assertThat(database.destinationRows("t")).allMatch(row -> Integer.parseInt(row.split("\\|", -1)[0]) > 10);
        pipe.delete();
    }

    @Test
    void valuesOutOfRangeAreShownOfSnapshotAndStream() throws SQLException {
        database.run("SET SESSION sql_mode = 'ALLOW_INVALID_DATES'");
        database.run("CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(50), n DECIMAL(10,2), born DATE)");
        database.run(
                "INSERT INTO t VALUES (1, 'a', 1, '0000-00-00'), (2, 'b', 2, '2020-02-02'), (3, 'c', 3, '1789-07-14')");
        TestPipe pipe = running("t");
        database.run("INSERT INTO t VALUES (4, 'd', 4, '9999-12-31')");
        database.awaitEqual("t");
        pipe.pause();
        assertThat(pipe.workflow.describe().tables().getFirst().losses())
                .containsExactly(new ColumnLoss("born", 3, "0000-00-00"));
        assertThat(database.select("SELECT toString(groupArray(born)) AS r FROM (SELECT born FROM " + database.name()
                + ".t FINAL ORDER BY id)")).containsExactly(
                        "['1900-01-01','2020-02-02','1900-01-01','2299-12-31']");
        pipe.delete();
    }

    @Test
    void anotherWorkerGoesOnAtOnceWhenOneShutsDown() throws SQLException {
        database.createFilled(100);
        TestPipe pipe = running("t");
        workers.replaceServiceWorker();
        database.insertRows(101, 200);
        database.awaitEqual("t");
        pipe.delete();
    }

    /** To the source by another name, over TLS, as a user who may not connect without. */
    @Test
    void goesOnEncryptedAtAnotherHost() throws SQLException {
        database.createFilled(100);
        TestPipe pipe = running("t");
        String user = anotherUser();
        database.run("ALTER USER '" + user + "'@'%' REQUIRE SSL");
        database.insertRows(101, 200);
        String host = "localhost";
        assertThat(pipe.configuration.source().host()).isNotEqualTo(host);
        pipe.workflow.updateSettings(new UpdateSettingsRequest(null, null, null, host, null, user,
                pipe.sealed(workers, PASSWORD, host), new TlsSettings(false, true, null, null), null, "test"));
        database.insertRows(201, 300);
        database.awaitEqual("t");
        assertThat(dumps(user)).as("dumps of who must connect encrypted").isNotEmpty();
        pipe.pause();
        pipe.resume();
        database.run("UPDATE t SET v = 'later'");
        database.awaitEqual("t");
        assertThat(pipe.await(PipeState.RUNNING).trouble()).isNull();
        pipe.delete();
    }

    /** What ran is no longer waited for; a worker that comes afterwards has nothing to do for it. */
    @Test
    void isDeletedWhileNoWorkerOfTheServiceRuns() throws Exception {
        database.createKeyed("u");
        database.createFilled(100);
        String user = anotherUser();
        TestPipe pipe = running("t");
        pipe.workflow.updateSettings(new UpdateSettingsRequest(null, null, null, null, null, user,
                pipe.sealed(workers, PASSWORD), null, null, "test"));
        database.insertRows(101, 200);
        database.awaitEqual("t");
        assertThat(dumps(user)).isNotEmpty();
        workers.withoutServiceWorker(() -> {
            database.insertRows(201, 300);
            pipe.deleteAndAwait();
            return null;
        });
        assertThat(pipe.workflow.describe().state()).isEqualTo(PipeState.STOPPED);
        TestPipe next = running("u");
        database.run("INSERT INTO u VALUES (1, 'of the next pipe', 1)");
        database.awaitEqual("u");
        assertThat(dumps(user)).isEmpty();
        assertThat(database.destinationRows("t")).hasSize(200);
        next.delete();
    }

    /** A user who may follow all tables, with {@link #PASSWORD}. */
    private String anotherUser() throws SQLException {
        String user = database.name().substring(0, 30);
        database.run("CREATE USER '" + user + "'@'%' IDENTIFIED BY '" + PASSWORD + "'",
                "GRANT SELECT, REPLICATION CLIENT, REPLICATION SLAVE ON *.* TO '" + user + "'@'%'");
        return user;
    }

    /** The binlog connections of a user. */
    private List<String> dumps(String user) throws SQLException {
        return database.query("SELECT id FROM information_schema.processlist WHERE user = '" + user
                + "' AND command LIKE 'Binlog Dump%'");
    }
}

package dev.clickpipe.activities.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.workflows.pipe.AddTablesRequest;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.ResyncRequest;
import dev.clickpipe.workflows.pipe.TableState;
import dev.clickpipe.workflows.pipe.TableSummary;
import dev.clickpipe.workflows.settings.ReplicationMode;
import java.sql.SQLException;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables are added and loaded again beside those that people read. */
@ParameterizedClass
@EnumSource
class ReloadEndToEndTest extends PipeEndToEndTest {
    ReloadEndToEndTest(Flavour flavour) {
        super(flavour);
    }

    /** A table without a key is added, all are loaded again, then one of them, while rows are written to all of them. */
    @Test
    void tablesAreAddedAndLoadedAgainUnderWrites() throws Exception {
        database.createKeyed("u", "w");
        database.run("CREATE TABLE t (v VARCHAR(50), n DECIMAL(10,2))");
        database.run("INSERT INTO t VALUES ('a', 1), ('a', 1), ('b', NULL), (NULL, 2)");
        TestPipe pipe = start(ReplicationMode.CDC, "u");
        pipe.await(PipeState.RUNNING);
        try (KeylessWriter writer = KeylessWriter.start(database.server(), database.name())) {
            changeKeyed(1);
            pipe.workflow.addTables(
                    new AddTablesRequest(
                            List.of(TestPipe.mapping(database.name(), "t"), TestPipe.mapping(database.name(), "w")),
                            "test"));
            changeKeyed(2);
            pipe.awaitEntries("Resync → Running", 1);
            writer.awaitChanges(50);
            pipe.workflow.resync(new ResyncRequest(List.of(), "test"));
            changeKeyed(3);
            pipe.awaitEntries("Resync → Running", 2);
            changeKeyed(4);
            writer.awaitChanges(50);
            pipe.workflow.resync(new ResyncRequest(List.of(database.table("t")), "test"));
            pipe.awaitEntries("Resync → Running", 3);
            writer.awaitChanges(50);
            writer.stop();
        }
        changeKeyed(5);
        database.awaitEqualAppended("t");
        database.awaitEqual("u");
        database.awaitEqual("w");
        assertThat(pipe.workflow.describe().tables()).extracting(TableSummary::state)
                .containsOnly(TableState.FOLLOWED);
        Awaitility.await().atMost(TestPipe.PATIENCE).untilAsserted(() -> assertThat(
                database.select(
                        "SELECT toString(name) AS r FROM system.tables WHERE database = '" + database.name() + "'"))
                .as("what was replaced is dropped beside the stream")
                .containsExactlyInAnyOrder("t", "u", "w", "_clickpipe_definitions"));
        pipe.delete();
    }

    private void changeKeyed(int round) throws SQLException {
        for (String table : List.of("u", "w")) {
            database.run("INSERT INTO " + table + " SELECT " + round * 1000
                    + " + seq.n, 'row', seq.n FROM (SELECT 1 AS n UNION"
                    + " SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5) seq");
            database.run("UPDATE " + table + " SET n = n + " + round + ", v = 'round " + round + "'");
            database.run("DELETE FROM " + table + " WHERE id % 1000 = " + round);
            database.run("UPDATE " + table + " SET id = id + 100000 WHERE id = " + (round * 1000 + 3));
        }
    }

    /** A worker that was frozen within an insert gives it when the table has been loaded again since. */
    @Test
    void aLateInsertLosesAgainstWhatWasLoadedSince() throws SQLException {
        database.createKeyed("t");
        database.insertRows(1, 4);
        TestPipe pipe = start(ReplicationMode.CDC, "t");
        pipe.await(PipeState.RUNNING);
        database.run("UPDATE t SET v = 'older' WHERE id < 4");
        database.awaitEqual("t");
        database.clickHouse()
                .execute("CREATE TABLE " + database.name() + ".late ENGINE = MergeTree ORDER BY id AS SELECT * FROM "
                        + database.name()
                        + ".t WHERE v = 'older'");
        database.run("UPDATE t SET v = 'newer' WHERE id = 1");
        database.run("DELETE FROM t WHERE id = 2");
        database.awaitEqual("t");
        pipe.workflow.resync(new ResyncRequest(List.of(), "test"));
        pipe.awaitEntries("Resync → Running", 1);
        assertThat(database.select("SELECT toString(id) AS r FROM " + database.name() + ".late ORDER BY id"))
                .as("what comes late").containsExactly("1", "2", "3");
        database.clickHouse()
                .execute("INSERT INTO " + database.name() + ".t SELECT * FROM " + database.name() + ".late");
        assertThat(database.destinationRows("t")).isEqualTo(database.sourceRows("t"));
        database.run("UPDATE t SET v = 'newest' WHERE id = 3");
        database.awaitEqual("t");
        pipe.delete();
    }

    /** All tables of a failed pipe have the gap: they are loaded from a new position, and stay readable until then. */
    @Test
    void aFailedPipeIsLoadedAgain() throws SQLException {
        database.createKeyed("t");
        database.insertRows(1, 500);
        TestPipe pipe = start(ReplicationMode.CDC, "t");
        pipe.await(PipeState.RUNNING);
        database.run("DELETE FROM t WHERE id = 7");
        database.awaitEqual("t");
        pipe.changePassword(workers, "wrong");
        pipe.await(PipeState.FAILED);
        database.run("DELETE FROM t WHERE id < 100");
        database.insertRows(501, 700);
        assertThat(database.destinationRows("t")).hasSize(499);
        pipe.changePassword(workers, database.server().password());
        pipe.workflow.resync(new ResyncRequest(List.of(), "test"));
        pipe.awaitEntries("Resync → Running", 1);
        database.insertRows(701, 710);
        database.awaitEqual("t");
        assertThat(
                database.select("SELECT toString(id) AS r FROM " + database.name() + ".t WHERE _peerdb_is_deleted = 1"))
                .as("deleted before the gap").containsExactly("7");
        pipe.delete();
    }
}

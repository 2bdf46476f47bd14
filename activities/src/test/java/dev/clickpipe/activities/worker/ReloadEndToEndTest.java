package dev.clickpipe.activities.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clickpipe.activities.binlog.AppliedGtids;
import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.workflows.pipe.AddTablesRequest;
import dev.clickpipe.workflows.pipe.EventLogEntry;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.TableState;
import dev.clickpipe.workflows.pipe.TableSummary;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.position.SourceIdentity;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.TableEngine;
import dev.clickpipe.workflows.settings.TableMapping;
import io.temporal.client.WorkflowStub;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
        TestPipe pipe = running("u");
        try (KeylessWriter writer = KeylessWriter.start(database.server(), database.name())) {
            changeKeyed(1);
            pipe.addTables(database.mapping("t"), database.mapping("w"));
            changeKeyed(2);
            pipe.awaitEntries("Resync → Running", 1);
            writer.awaitChanges(50);
            pipe.resync();
            changeKeyed(3);
            pipe.awaitEntries("Resync → Running", 2);
            changeKeyed(4);
            writer.awaitChanges(50);
            pipe.resync(database.table("t"));
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
        database.createFilled(4);
        TestPipe pipe = running("t");
        database.run("UPDATE t SET v = 'older' WHERE id < 4");
        database.awaitEqual("t");
        database.clickHouse()
                .execute("CREATE TABLE " + database.name() + ".late ENGINE = MergeTree ORDER BY id AS SELECT * FROM "
                        + database.name()
                        + ".t WHERE v = 'older'");
        database.run("UPDATE t SET v = 'newer' WHERE id = 1");
        database.run("DELETE FROM t WHERE id = 2");
        database.awaitEqual("t");
        pipe.resync();
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
        database.createFilled(500);
        TestPipe pipe = running("t");
        database.run("DELETE FROM t WHERE id = 7");
        database.awaitEqual("t");
        pipe.changePassword(workers, "wrong");
        pipe.await(PipeState.FAILED);
        database.run("DELETE FROM t WHERE id < 100");
        database.insertRows(501, 700);
        assertThat(database.destinationRows("t")).hasSize(499);
        pipe.changePassword(workers, database.server().password());
        pipe.resync();
        pipe.awaitEntries("Resync → Running", 1);
        database.insertRows(701, 710);
        database.awaitEqual("t");
        assertThat(
                database.select("SELECT toString(id) AS r FROM " + database.name() + ".t WHERE _peerdb_is_deleted = 1"))
                .as("deleted before the gap").containsExactly("7");
        pipe.delete();
    }

    @Test
    void theOthersAreFollowedWhileATableIsLoaded() throws SQLException {
        database.createKeyed("u");
        database.createFilled(100);
        TestPipe pipe = running("u");
        try (Connection locking = DriverManager.getConnection(database.server().jdbcUrl(database.name()),
                database.server().user(), database.server().password());
                Statement lock = locking.createStatement()) {
            // Nobody can read it until this session ends.
            lock.execute("LOCK TABLES t WRITE");
            pipe.addTables(database.mapping("t"));
            pipe.await(PipeState.SNAPSHOT);
            database.run("INSERT INTO u VALUES (1, 'while another is loaded', 1)");
            database.awaitEqual("u");
            assertThat(pipe.workflow.describe().tables()).extracting(TableSummary::state)
                    .containsExactly(TableState.FOLLOWED, TableState.LOADING);
        }
        pipe.awaitEntries("Resync → Running", 1);
        database.awaitEqual("t");
        pipe.delete();
    }

    /** Rows that a person keeps in a form of their own are neither hidden nor taken away; the pipe goes on without the table and says why. */
    @Test
    void aTableIsNotAddedOntoRowsOfOthers() throws SQLException {
        database.createFilled(5);
        database.createKeyed("u");
        database.run("INSERT INTO u VALUES (1, 'source', 1)");
        database.clickHouse().execute("CREATE TABLE " + database.name()
                + ".u (id Int32, v String) ENGINE = MergeTree ORDER BY id AS SELECT 7 AS id, 'kept' AS v");
        TestPipe pipe = running("t");
        pipe.addTables(database.mapping("u"));
        Awaitility.await().atMost(TestPipe.PATIENCE).untilAsserted(() -> assertThat(pipe.workflow.describe().journal())
                .anyMatch(entry -> entry.sentence().startsWith("Not loaded: " + database.table("u").quoted())
                        && entry.sentence().contains("holds rows already") && entry.sentence().contains("DROP TABLE")));
        assertThat(database.select("SELECT concat(toString(id), v) AS r FROM " + database.name() + ".u"))
                .containsExactly("7kept");
        assertThat(pipe.await(PipeState.RUNNING).tables()).extracting(TableSummary::target).containsExactly("t");
        database.clickHouse().execute("DROP TABLE " + database.name() + ".u");
        pipe.addTables(database.mapping("u"));
        database.run("INSERT INTO u VALUES (2, 'source', 2)");
        pipe.awaitLoaded(database.table("u"));
        database.awaitEqual("u");
        database.run("DELETE FROM t WHERE id = 3");
        database.awaitEqual("t");
        pipe.delete();
    }

    /** By signals, which nobody checks but the pipes themselves. */
    @Test
    void ofTwoPipesThatAddOneTargetAtOnceOneGetsIt() throws Exception {
        database.createKeyed("t", "u", "w");
        database.run("INSERT INTO w VALUES (1, 'shared', 1)");
        List<TestPipe> pipes = List.of(running("t"), running("u"));
        for (TestPipe pipe : pipes) {
            WorkflowStub.fromTyped(pipe.workflow).signal("addTables",
                    new AddTablesRequest(List.of(database.mapping("w")), "test"));
        }
        String refused = "Asked to add " + database.table("w").quoted()
                + ": test, refused: target w: the ClickPipe " + pipes.getFirst().configuration.name() + " (";
        List<TestPipe> losers = new ArrayList<>();
        Awaitility.await().atMost(TestPipe.PATIENCE).until(() -> {
            losers.clear();
            pipes.stream().filter(pipe -> pipe.workflow.describe().journal().stream()
                    .anyMatch(entry -> entry.sentence().startsWith(refused))).forEach(losers::add);
            return !losers.isEmpty();
        });
        assertThat(losers).hasSize(1);
        TestPipe loser = losers.getFirst();
        TestPipe winner = pipes.get(loser.equals(pipes.getFirst()) ? 1 : 0);
        winner.awaitLoaded(database.table("w"));
        database.awaitEqual("w");
        assertThat(loser.await(PipeState.RUNNING).tables()).hasSize(1);
        assertThat(winner.workflow.describe().tables()).hasSize(2);
        pipes.forEach(TestPipe::delete);
    }

    /** Versions of a deleted pipe's rows mean nothing to another pipe: loaded rows would lose against them. */
    @Test
    void aTableIsAddedOntoWhatADeletedPipeLeft() throws Exception {
        database.createKeyed("t", "u");
        database.run("INSERT INTO u VALUES (1, 'older', 1), (2, 'gone', 2), (3, 'marked', 3)");
        TestPipe before = running("u");
        TestPipe early = running("t");
        assertThatThrownBy(() -> early.addTables(database.mapping("u"))).rootCause()
                .hasMessageContaining("target u: the ClickPipe " + before.configuration.name() + " ("
                        + before.configuration.pipeId() + ") of this service feeds that table");
        early.deleteAndAwait();
        database.clickHouse().execute("DROP TABLE " + database.name() + ".t SYNC");
        database.run("UPDATE u SET n = 9", "DELETE FROM u WHERE id = 3");
        database.awaitEqual("u");
        before.deleteAndAwait();
        database.run("UPDATE u SET v = 'newer' WHERE id = 1", "DELETE FROM u WHERE id = 2",
                "INSERT INTO u VALUES (4, 'new', 4)");
        TestPipe pipe = running("t");
        pipe.addTables(database.mapping("u"));
        pipe.awaitLoaded(database.table("u"));
        database.run("UPDATE u SET v = 'newest' WHERE id = 4", "INSERT INTO t VALUES (1, 'goes on', 1)");
        database.awaitEqual("u");
        database.awaitEqual("t");
        assertThat(database.deletedRows("u")).containsExactly("3|marked|9.00");
        List<String> kept = database.select("SELECT toString(name) AS r FROM system.tables WHERE database = '"
                + database.name() + "' AND startsWith(name, 'u_')");
        assertThat(kept).hasSize(1).first().asString().startsWith("u_replaced_");
        assertThat(database.destinationRows(kept.getFirst())).containsExactly("1|older|9.00", "2|gone|9.00");
        assertThat(pipe.workflow.describe().journal()).extracting(EventLogEntry::sentence)
                .contains("What a deleted ClickPipe had copied there is kept in " + kept.getFirst()
                        + "; drop it when nobody needs it");
        pipe.delete();
    }

    /** A pipe without tables follows nothing, keeps its place, and takes tables again. */
    @Test
    void allTablesAreDroppedAndOneIsAddedAgain() throws SQLException {
        database.createKeyed("t", "u");
        database.insertRows(1, 100);
        database.run("INSERT INTO u VALUES (1, 'before', 1)");
        TestPipe pipe = running("t", "u");
        pipe.dropTables(database.table("t"), database.table("u"));
        assertThat(pipe.await(PipeState.RUNNING).tables()).isEmpty();
        database.insertRows(101, 200);
        database.run("DELETE FROM t WHERE id <= 10", "UPDATE t SET v = 'while dropped' WHERE id = 11",
                "INSERT INTO u VALUES (2, 'while dropped', 1)", "ALTER TABLE u ADD more INT");
        pauseBehindAllCommitted(pipe);
        database.insertRows(201, 300);
        pipe.resume();
        database.run("INSERT INTO u VALUES (3, 'while dropped', 1, 1)");
        pauseBehindAllCommitted(pipe);
        pipe.resume();
        assertThat(database.destinationRows("t")).hasSize(100).contains("1|v1|1.25", "11|v11|11.25");
        assertThat(database.destinationRows("u")).containsExactly("1|before|1.00");
        pipe.addTables(database.mapping("t"));
        pipe.awaitLoaded(database.table("t"));
        database.run("INSERT INTO t VALUES (1000, 'afterwards', 1)", "DELETE FROM t WHERE id = 12",
                "INSERT INTO u VALUES (4, 'still dropped', 1, 1)");
        database.awaitEqual("t");
        assertThat(database.destinationRows("u")).containsExactly("1|before|1.00");
        assertThat(pipe.await(PipeState.RUNNING).tables()).extracting(TableSummary::state)
                .containsExactly(TableState.FOLLOWED);
        pipe.delete();
    }

    @Test
    void anAddedTableHasTheColumnsAndTheSortingKeyThatWereChosen() throws SQLException {
        database.createKeyed("u");
        database.run(
                "CREATE TABLE t (hidden VARCHAR(20), id INT PRIMARY KEY, v VARCHAR(50), n DECIMAL(10,2), blob_ BLOB)",
                "INSERT INTO t VALUES ('secret', 1, 'b', 1, 'x'), (NULL, 2, 'a', 2, NULL), ('secret', 3, 'c', 3, 'x')");
        TestPipe pipe = running("u");
        pipe.addTables(new TableMapping(database.table("t"), "t", List.of("hidden", "blob_"), true, List.of("v", "n"),
                TableEngine.REPLACING_MERGE_TREE, null, List.of()));
        pipe.awaitLoaded(database.table("t"));
        database.run("INSERT INTO t VALUES ('secret', 4, NULL, NULL, 'x')", "DELETE FROM t WHERE id = 3",
                "UPDATE t SET hidden = 'other' WHERE id = 2", "UPDATE t SET v = 'd', n = NULL WHERE id = 1",
                "INSERT INTO u VALUES (1, 'goes on', 1)");
        database.awaitEqual("t");
        database.awaitEqual("u");
        assertThat(database.select("SELECT toString(name) AS r FROM system.columns WHERE database = '" + database.name()
                + "' AND table = 't' AND name NOT LIKE '\\\\_peerdb%'")).containsExactly("id", "v", "n");
        assertThat(database.select("SELECT toString(sorting_key) AS r FROM system.tables WHERE database = '"
                + database.name() + "' AND name = 't'")).containsExactly("v, n, id");
        pipe.delete();
    }

    /** Pauses, again until the pipe's place is behind all that the source has committed by now. */
    private void pauseBehindAllCommitted(TestPipe pipe) throws SQLException {
        Coordinates committed = database.committed(ReplicationMechanism.GTID);
        pipe.pause();
        Awaitility.await().atMost(TestPipe.PATIENCE).until(() -> {
            Position place = Objects.requireNonNull(pipe.workflow.describe().position());
            SourceIdentity.Flavour family = place.source().flavour();
            if (AppliedGtids.parse(family, place.coordinates().text())
                    .containsAll(AppliedGtids.parse(family, committed.text()))) {
                return true;
            }
            pipe.resume();
            pipe.pause();
            return false;
        });
    }
}

package dev.clickpipe.activities.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.pipe.AddTablesRequest;
import dev.clickpipe.workflows.pipe.PipeDescription;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.TableSummary;
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

/** A table that changed or vanished at the source is stopped; the others continue. */
@ParameterizedClass
@EnumSource
class BrokenTableEndToEndTest extends PipeEndToEndTest {
    private final Flavour flavour;

    BrokenTableEndToEndTest(Flavour flavour) {
        super(flavour);
        this.flavour = flavour;
    }

    /** The table that changed is stopped, the other continues; loaded again it has the new definition. */
    @Test
    void aSchemaChangeStopsItsTableUntilThatIsRetried() throws SQLException {
        database.createKeyed("t", "u");
        database.insertRows(1, 10);
        TestPipe pipe = running("t", "u");
        database.insertRows(11, 20);
        database.run("DELETE FROM t WHERE id = 3");
        database.run("ALTER TABLE t ADD COLUMN extra INT DEFAULT 7");
        PipeDescription degraded = pipe.await(PipeState.DEGRADED);
        assertThat(Objects.requireNonNull(degraded.tables().getFirst().error()).message())
                .contains("ADD COLUMN extra INT");
        assertThat(database.destinationRows("t")).hasSize(19);
        database.run("INSERT INTO u VALUES (1, 'goes on', 1)");
        database.awaitEqual("u");
        database.run("INSERT INTO t VALUES (100, 'later', 1, 8)");
        pipe.retryTables();
        pipe.await(PipeState.RUNNING);
        database.run("INSERT INTO t VALUES (101, 'latest', 1, 9)");
        database.awaitEqual("t");
        assertThat(database.select("SELECT toString(sum(extra)) AS r FROM " + database.name()
                + ".t FINAL WHERE _peerdb_is_deleted = 0")).containsExactly("150");
        assertThat(database.select("SELECT toString(id) AS r FROM " + database.name()
                + ".t WHERE _peerdb_is_deleted = 1")).as("carried over").containsExactly("3");
        pipe.delete();
    }

    /** In the client's character set and by its sql_mode, a statement concerns these tables and no others. */
    @Test
    void aStatementIsReadAsItsServerReadIt() throws SQLException {
        database.createKeyed("u", "`café`", "`a\\b`");
        TestPipe pipe = database.start(workers, List.of(database.mapping("u"), database.mapping("café", "cafe"),
                database.mapping("a\\b", "ab")));
        pipe.await(PipeState.RUNNING);
        // PREPARE converts the text to the client's character set, as if the client had sent it so.
        // The driver, which can send UTF-8 alone, must not hear of it.
        database.run("SET session_track_system_variables = ''", "SET NAMES latin1",
                "SET @s = CONCAT('TRUNCATE TABLE caf', _utf8mb4 0xC3A9)", "PREPARE p FROM @s",
                "EXECUTE p", "DEALLOCATE PREPARE p", "SET NAMES utf8mb4", "SET sql_mode = 'ANSI_QUOTES'",
                "TRUNCATE TABLE \"a\\b\"", "SET sql_mode = ''");
        Awaitility.await().atMost(TestPipe.PATIENCE).until(() -> kinds(pipe).size() == 2);
        assertThat(pipe.workflow.describe().tables()).filteredOn(table -> table.error() != null)
                .extracting(TableSummary::target).containsExactlyInAnyOrder("cafe", "ab");
        database.run("INSERT INTO u VALUES (1, 'goes on', 1)");
        database.awaitEqual("u");
        assertThat(kinds(pipe)).containsOnly(ErrorKind.SCHEMA_CHANGED);
        pipe.delete();
    }

    /** Statements in place of row events stop what they write, and nothing when nobody follows that. */
    @Test
    void aStatementInPlaceOfRowsStopsWhatItWrites() throws SQLException {
        database.createKeyed("t", "u", "plain", "triggering");
        database.run("CREATE TRIGGER g AFTER INSERT ON triggering FOR EACH ROW UPDATE u SET v = 'unseen'",
                "CREATE TABLE mysql." + database.name() + " (id INT)");
        database.insertRows(1, 3);
        TestPipe pipe = running("t", "u");
        database.run("SET SESSION binlog_format = STATEMENT", "INSERT INTO mysql." + database.name() + " VALUES (1)",
                "DROP TABLE mysql." + database.name(), "INSERT INTO plain SELECT * FROM t",
                "UPDATE plain SET v = 'nobody follows it'", "INSERT INTO plain VALUES (10, UPPER('x'), 1)",
                "SET SESSION binlog_format = ROW", "INSERT INTO u VALUES (1, 'first', 1)");
        database.awaitEqual("u");
        assertThat(kinds(pipe)).isEmpty();
        database.run("SET SESSION binlog_format = STATEMENT",
                (flavour == Flavour.MARIADB ? "ANALYZE " : "") + "UPDATE t SET v = 'in words'",
                "SET SESSION binlog_format = ROW", "INSERT INTO u VALUES (2, 'goes on', 1)");
        PipeDescription degraded = pipe.await(PipeState.DEGRADED);
        assertThat(requireNonNull(degraded.tables().getFirst().error())).satisfies(error -> {
            assertThat(error.kind()).isEqualTo(ErrorKind.STATEMENT_IN_PLACE_OF_ROWS);
            assertThat(error.message()).contains("`t` were written", "binlog_format=STATEMENT", "UPDATE t SET v");
        });
        database.awaitEqual("u");
        assertThat(kinds(pipe)).hasSize(1);
        pipe.retryTables();
        pipe.await(PipeState.RUNNING);
        database.awaitEqual("t");
        database.run("SET SESSION binlog_format = STATEMENT", "INSERT INTO triggering VALUES (1, 'a', 1)",
                "SET SESSION binlog_format = ROW");
        Awaitility.await().atMost(TestPipe.PATIENCE).until(() -> kinds(pipe).size() == 2);
        assertThat(pipe.workflow.describe().tables()).allSatisfy(
                table -> assertThat(requireNonNull(table.error()).message())
                        .contains("`triggering`, which has a trigger"));
        pipe.delete();
    }

    /** Changed again, and one made and changed, before the pipe has come to where it stopped; also without a key. */
    @ParameterizedTest
    @EnumSource
    void whatIsLoadedIsNotStoppedByStatementsBeforeIt(ReplicationMechanism mechanism) throws SQLException {
        database.createKeyed("t", "u");
        database.run("CREATE TABLE k (v VARCHAR(50), n DECIMAL(10,2))");
        database.insertRows(1, 10);
        TestPipe pipe = database.start(workers, ReplicationMode.CDC, mechanism, TableEngine.REPLACING_MERGE_TREE, "t",
                "u", "k");
        pipe.await(PipeState.RUNNING);
        database.run("INSERT INTO k VALUES ('a', 1), ('a', 1)", "ALTER TABLE t ADD COLUMN extra INT DEFAULT 7",
                "ALTER TABLE k ADD COLUMN extra INT DEFAULT 7");
        Awaitility.await().atMost(TestPipe.PATIENCE).until(() -> kinds(pipe).size() == 2);
        pipe.pause();
        database.run("INSERT INTO t VALUES (100, 'between', 1, 8)", "UPDATE t SET v = 'between' WHERE id = 4",
                "INSERT INTO k VALUES ('a', 1, 8), ('b', 2, 8)", "ALTER TABLE t ADD COLUMN more INT",
                "ALTER TABLE k DROP COLUMN extra", "DELETE FROM t WHERE id = 5",
                "UPDATE t SET v = 'behind', more = 1 WHERE id = 4", "DELETE FROM k WHERE v = 'a' LIMIT 1",
                "CREATE TABLE w (id INT PRIMARY KEY)", "INSERT INTO w VALUES (1), (2)",
                "ALTER TABLE w ADD COLUMN v VARCHAR(50), ADD COLUMN n DECIMAL(10,2)", "DELETE FROM w WHERE id = 2",
                "INSERT INTO u VALUES (1, 'goes on', 1)");
        pipe.workflow.addTables(new AddTablesRequest(List.of(database.mapping("w")), "test"));
        pipe.retryTables();
        pipe.resume();
        pipe.await(PipeState.RUNNING);
        database.run("INSERT INTO t VALUES (101, 'latest', 1, 9, 2)", "INSERT INTO k VALUES ('a', 1)",
                "UPDATE w SET v = 'latest'");
        for (String table : List.of("t", "u", "w")) {
            database.awaitEqual(table);
        }
        database.awaitEqualAppended("k");
        assertThat(database.select("SELECT toString((sum(extra), sum(more))) AS r FROM " + database.name()
                + ".t FINAL WHERE _peerdb_is_deleted = 0")).containsExactly("(80,3)");
        assertThat(pipe.workflow.describe().journal()).noneMatch(entry -> entry.sentence().startsWith("Not loaded"));
        pipe.delete();
    }

    /** What people read of a table stays when its source is gone; the others are loaded without it. */
    @Test
    void aTableThatVanishedIsNamedAndTheOthersAreLoaded() throws SQLException {
        for (String table : List.of("t", "u", "w")) {
            database.createKeyed(table);
            database.run("INSERT INTO " + table + " VALUES (1, 'here', 1)");
        }
        TestPipe pipe = running("t", "u", "w");
        database.run("DROP TABLE t");
        database.run("RENAME TABLE u TO away");
        Awaitility.await().atMost(TestPipe.PATIENCE).until(() -> kinds(pipe).size() == 2);
        pipe.resync();
        database.run("INSERT INTO w VALUES (2, 'goes on', 1)");
        pipe.awaitLoaded(database.table("w"));
        assertThat(kinds(pipe)).containsExactly(ErrorKind.TABLE_MISSING, ErrorKind.TABLE_MISSING);
        assertThat(pipe.workflow.describe().tables().getFirst().error()).satisfies(error -> {
            assertThat(requireNonNull(error).message()).contains("`t` does not exist");
            assertThat(error.remedy()).contains("drop it from the pipe");
        });
        database.awaitEqual("w");
        assertThat(database.destinationRows("t")).hasSize(1);
        assertThat(database.destinationRows("u")).hasSize(1);
        database.run("RENAME TABLE away TO u");
        database.run("INSERT INTO u VALUES (2, 'back', 1)");
        pipe.dropTables(database.table("t"));
        pipe.retryTables();
        pipe.await(PipeState.RUNNING);
        database.awaitEqual("u");
        assertThat(database.destinationRows("t")).hasSize(1);
        pipe.delete();
    }

    private static List<ErrorKind> kinds(TestPipe pipe) {
        return pipe.workflow.describe().tables().stream().map(TableSummary::error).filter(Objects::nonNull)
                .map(PipeError::kind).toList();
    }

    @Test
    void aFailedPipeWhoseTableVanishedIsLoadedWithoutIt() throws SQLException {
        for (String table : List.of("t", "u")) {
            database.createKeyed(table);
            database.run("INSERT INTO " + table + " VALUES (1, 'here', 1)");
        }
        TestPipe pipe = running("t", "u");
        pipe.changePassword(workers, "wrong");
        pipe.await(PipeState.FAILED);
        database.run("DROP TABLE t");
        pipe.changePassword(workers, database.server().password());
        pipe.resync();
        Awaitility.await().atMost(TestPipe.PATIENCE).until(() -> pipe.workflow.describe().error(),
                error -> error != null && error.kind() == ErrorKind.TABLE_MISSING);
        assertThat(database.destinationRows("t")).hasSize(1);
        assertThat(database.destinationRows("u")).hasSize(1);
        pipe.dropTables(database.table("t"));
        pipe.resync();
        pipe.await(PipeState.RUNNING);
        database.run("INSERT INTO u VALUES (2, 'goes on', 1)");
        database.awaitEqual("u");
        assertThat(database.destinationRows("t")).hasSize(1);
        pipe.delete();
    }
}

package dev.clickpipe.activities.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.pipe.DropTablesRequest;
import dev.clickpipe.workflows.pipe.PipeDescription;
import dev.clickpipe.workflows.pipe.PipeRequest;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.ResyncRequest;
import dev.clickpipe.workflows.pipe.TableSummary;
import dev.clickpipe.workflows.settings.ReplicationMode;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A table that changed or vanished at the source stands still; the others go on. */
@ParameterizedClass
@EnumSource
class BrokenTableEndToEndTest extends PipeEndToEndTest {
    BrokenTableEndToEndTest(Flavour flavour) {
        super(flavour);
    }

    /** The table that changed stands still, the other goes on; loaded again it has the new definition. */
    @Test
    void aSchemaChangeStopsItsTableUntilThatIsRetried() throws SQLException {
        database.createKeyed("t", "u");
        database.insertRows(1, 10);
        TestPipe pipe = start(ReplicationMode.CDC, "t", "u");
        pipe.await(PipeState.RUNNING);
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
        pipe.workflow.retryTables(new PipeRequest("test"));
        pipe.await(PipeState.RUNNING);
        database.run("INSERT INTO t VALUES (101, 'latest', 1, 9)");
        database.awaitEqual("t");
        assertThat(database.select("SELECT toString(sum(extra)) AS r FROM " + database.name()
                + ".t FINAL WHERE _peerdb_is_deleted = 0")).containsExactly("150");
        assertThat(database.select("SELECT toString(id) AS r FROM " + database.name()
                + ".t WHERE _peerdb_is_deleted = 1")).as("carried over").containsExactly("3");
        pipe.delete();
    }

    /** What people read of a table stays when its source is gone; the others are loaded without it. */
    @Test
    void aTableThatVanishedIsNamedAndTheOthersAreLoaded() throws SQLException {
        for (String table : List.of("t", "u", "w")) {
            database.createKeyed(table);
            database.run("INSERT INTO " + table + " VALUES (1, 'here', 1)");
        }
        TestPipe pipe = start(ReplicationMode.CDC, "t", "u", "w");
        pipe.await(PipeState.RUNNING);
        database.run("DROP TABLE t");
        database.run("RENAME TABLE u TO away");
        Awaitility.await().atMost(TestPipe.PATIENCE).until(() -> kinds(pipe).size() == 2);
        pipe.workflow.resync(new ResyncRequest(List.of(), "test"));
        database.run("INSERT INTO w VALUES (2, 'goes on', 1)");
        pipe.awaitLoaded("`" + database.name() + "`.`w`");
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
        pipe.workflow.dropTables(new DropTablesRequest(List.of(database.table("t")), "test"));
        pipe.workflow.retryTables(new PipeRequest("test"));
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
        TestPipe pipe = start(ReplicationMode.CDC, "t", "u");
        pipe.await(PipeState.RUNNING);
        pipe.changePassword(workers, "wrong");
        pipe.await(PipeState.FAILED);
        database.run("DROP TABLE t");
        pipe.changePassword(workers, database.server().password());
        pipe.workflow.resync(new ResyncRequest(List.of(), "test"));
        Awaitility.await().atMost(TestPipe.PATIENCE).until(() -> pipe.workflow.describe().error(),
                error -> error != null && error.kind() == ErrorKind.TABLE_MISSING);
        assertThat(database.destinationRows("t")).hasSize(1);
        assertThat(database.destinationRows("u")).hasSize(1);
        pipe.workflow.dropTables(new DropTablesRequest(List.of(database.table("t")), "test"));
        pipe.workflow.resync(new ResyncRequest(List.of(), "test"));
        pipe.await(PipeState.RUNNING);
        database.run("INSERT INTO u VALUES (2, 'goes on', 1)");
        database.awaitEqual("u");
        assertThat(database.destinationRows("t")).hasSize(1);
        pipe.delete();
    }
}

package dev.clickpipe.activities.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.TableEngine;
import java.sql.SQLException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Destination tables to which rows are only ever added: without a key, and of engine MergeTree or Null. */
@ParameterizedClass
@EnumSource
class AppendOnlyTableEndToEndTest extends PipeEndToEndTest {
    AppendOnlyTableEndToEndTest(Flavour flavour) {
        super(flavour);
    }

    /** The same row many times, written before, while and after it is loaded. */
    @Test
    void aTableWithoutAKeyHasEveryRowAsOftenAsTheSource() throws Exception {
        database.run("CREATE TABLE t (v VARCHAR(50), n DECIMAL(10,2))");
        for (int i = 0; i < 12; i++) {
            database.run(i == 0
                    ? "INSERT INTO t VALUES ('a', 1), ('a', 1), ('b', NULL), (NULL, 2)"
                    : "INSERT INTO t SELECT * FROM t");
        }
        try (KeylessWriter writer = KeylessWriter.start(database.server(), database.name())) {
            TestPipe pipe = running("t");
            writer.awaitChanges(200);
            pipe.pause();
            writer.awaitChanges(200);
            pipe.resume();
            writer.awaitChanges(200);
            writer.stop();
            database.awaitEqualAppended("t");
            pipe.delete();
        }
    }

    @Test
    void everyChangeIsKeptByMergeTree() throws SQLException {
        database.createFilled(10);
        TestPipe pipe = start(ReplicationMode.CDC, TableEngine.MERGE_TREE, "t");
        pipe.await(PipeState.RUNNING);
        database.run("UPDATE t SET v = 'other' WHERE id = 3");
        database.run("DELETE FROM t WHERE id = 4");
        database.awaitEqualAppended("t");
        assertThat(database.select("SELECT toString(groupArray((id, v, d))) AS r FROM (SELECT id, v,"
                + " _peerdb_is_deleted AS d FROM " + database.name()
                + ".t WHERE bitShiftRight(_peerdb_version, 44) > 0 ORDER BY _peerdb_version)"))
                .containsExactly("[(3,'v3',1),(3,'other',0),(4,'v4',1)]");
        pipe.delete();
    }

    @Test
    void viewsBehindANullTableGetEveryRow() throws SQLException {
        database.createFilled(10);
        database.clickHouse().execute("CREATE TABLE " + database.name()
                + ".t (id Int32, v Nullable(String), n Nullable(Decimal(10, 2)),"
                + " _peerdb_version UInt64, _peerdb_is_deleted UInt8, _peerdb_synced_at DateTime64(9) DEFAULT now64(9))"
                + " ENGINE = Null");
        database.clickHouse()
                .execute("CREATE MATERIALIZED VIEW " + database.name()
                        + ".seen ENGINE = MergeTree ORDER BY id AS SELECT id, v,"
                        + " _peerdb_is_deleted AS d FROM " + database.name() + ".t");
        TestPipe pipe = start(ReplicationMode.CDC, TableEngine.NULL, "t");
        pipe.await(PipeState.RUNNING);
        database.run("UPDATE t SET v = 'other' WHERE id = 3");
        Awaitility.await().atMost(TestPipe.PATIENCE).untilAsserted(() -> assertThat(database.select(
                "SELECT toString((count(), countIf(v = 'other' AND d = 0), countIf(v = 'v3' AND d = 1))) AS r FROM "
                        + database.name() + ".seen"))
                .containsExactly("(12,1,1)"));
        pipe.delete();
    }
}

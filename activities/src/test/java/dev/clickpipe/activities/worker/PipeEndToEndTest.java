package dev.clickpipe.activities.worker;

import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.TableEngine;
import java.sql.SQLException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Pipes on real parts, from creation to deletion; run for each family of servers. */
abstract class PipeEndToEndTest extends RunningWorkersTest {
    private final Flavour flavour;
    ReplicatedDatabase database;

    PipeEndToEndTest(Flavour flavour) {
        this.flavour = flavour;
    }

    @BeforeEach
    void openDatabase() throws SQLException {
        database = ReplicatedDatabase.open(flavour, flavour.server(), "e2e");
    }

    @AfterEach
    void closeDatabase() throws SQLException {
        database.close();
    }

    TestPipe start(ReplicationMode mode, String... tables) {
        return start(mode, TableEngine.REPLACING_MERGE_TREE, tables);
    }

    TestPipe start(ReplicationMode mode, TableEngine engine, String... tables) {
        return database.start(workers, mode, ReplicationMechanism.GTID, engine, tables);
    }

    /** Starts a pipe that loads tables and follows them, and waits until it does. */
    TestPipe running(String... tables) {
        TestPipe pipe = start(ReplicationMode.CDC, tables);
        pipe.await(PipeState.RUNNING);
        return pipe;
    }

    /** Starts a pipe that loads nothing and begins at a position that a person chose. */
    TestPipe startAt(Coordinates chosen, String... tables) {
        return database.startAt(workers, chosen, Arrays.stream(tables).map(database::mapping).toList());
    }
}

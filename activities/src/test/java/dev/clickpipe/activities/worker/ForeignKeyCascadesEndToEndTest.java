package dev.clickpipe.activities.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.deploy.parts.source.SourceServer;
import dev.clickpipe.workflows.contract.UnreplicatedCascade;
import dev.clickpipe.workflows.pipe.EventLogEntry;
import dev.clickpipe.workflows.pipe.PipeDescription;
import dev.clickpipe.workflows.pipe.PipeState;
import dev.clickpipe.workflows.pipe.UpdateSettingsRequest;
import dev.clickpipe.workflows.settings.ForeignKeyCascades;
import dev.clickpipe.workflows.settings.OutOfRange;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.ReplicationSettings;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Foreign keys change rows of followed tables: a server says so in its binlog, or it does not. */
class ForeignKeyCascadesEndToEndTest extends RunningWorkersTest {
    /** Servers that do not log what cascades: MariaDB always, MySQL with an option. */
    private static SourceServer unlogged(Flavour flavour) {
        return switch (flavour) {
            case MARIADB -> flavour.server();
            case MYSQL -> flavour.server("native-foreign-keys", "--innodb-native-foreign-keys=ON");
        };
    }

    /** customers → orders → t, and places → places: tables of three levels, of which tests follow the lowest. */
    private static ReplicatedDatabase open(Flavour flavour, SourceServer server) throws SQLException {
        ReplicatedDatabase database = ReplicatedDatabase.open(flavour, server, "keys");
        database.run("CREATE TABLE customers (id INT PRIMARY KEY)",
                "CREATE TABLE orders (id INT PRIMARY KEY, customer INT, note VARCHAR(100), CONSTRAINT fk_orders"
                        + " FOREIGN KEY (customer) REFERENCES customers (id) ON DELETE CASCADE ON UPDATE CASCADE)",
                "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(50), n DECIMAL(10,2), o INT, CONSTRAINT fk_t"
                        + " FOREIGN KEY (O) REFERENCES orders (ID) ON DELETE CASCADE ON UPDATE CASCADE)",
                "CREATE TABLE places (id INT PRIMARY KEY, v VARCHAR(50), n DECIMAL(10,2), above INT,"
                        + " CONSTRAINT fk_places FOREIGN KEY (above) REFERENCES places (id) ON DELETE CASCADE)",
                "INSERT INTO customers VALUES (1), (2), (3), (4)",
                "INSERT INTO orders VALUES (1, 1, 'a'), (2, 1, 'b'), (3, 3, 'c'), (4, 2, 'd'), (5, 2, 'e'), (6, 4, 'f')",
                "INSERT INTO t VALUES (1, 'a', 1, 1), (2, 'b', 1, 2), (3, 'c', 1, 3), (4, 'd', 1, 4), (5, 'e', 1, 5),"
                        + " (6, 'f', 1, 6)",
                "INSERT INTO places VALUES (1, 'a', 1, NULL), (2, 'b', 1, 1), (3, 'c', 1, 2)");
        return database;
    }

    private static TestPipe start(ReplicatedDatabase database, ForeignKeyCascades choice, String... tables) {
        ReplicationSettings replication = new ReplicationSettings(ReplicationMode.CDC, ReplicationMechanism.GTID, 1,
                100_000, false, true, 4, 1000, 2, false, OutOfRange.NEAREST).cascading(choice);
        return TestPipe.start(workers, database.server(), database.flavour().type(), replication, database.name(),
                Arrays.stream(tables).map(database::mapping).toList());
    }

    private static List<UnreplicatedCascade> cascades(PipeDescription description, String target) {
        return description.tables().stream().filter(table -> table.target().equals(target)).findFirst().orElseThrow()
                .cascades();
    }

    /** Neither the parents nor theirs are followed. */
    @ParameterizedTest
    @EnumSource
    void whatMayHaveCascadedUnseenIsCounted(Flavour flavour) throws SQLException {
        try (ReplicatedDatabase database = open(flavour, unlogged(flavour))) {
            TestPipe pipe = start(database, ForeignKeyCascades.IGNORE, "t", "places");
            PipeDescription before = pipe.await(PipeState.RUNNING);
            assertThat(cascades(before, "t")).containsExactly(new UnreplicatedCascade("fk_t",
                    "rows changed by ON DELETE CASCADE and ON UPDATE CASCADE of `fk_t` (parent "
                            + database.table("orders").quoted() + ") are not replicated",
                    0));
            database.run("DELETE FROM orders WHERE id = 1", "UPDATE orders SET note = 'no key'",
                    "UPDATE orders SET id = 20 WHERE id = 2", "DELETE FROM customers WHERE id = 3",
                    "UPDATE customers SET id = 10 WHERE id = 1", "DELETE FROM places WHERE id = 2",
                    "SET foreign_key_checks = 0", "DELETE FROM orders WHERE id IN (4, 5)",
                    "DELETE FROM places WHERE id = 1", "SET foreign_key_checks = 1",
                    "XA START 'parents'", "DELETE FROM customers WHERE id = 4", "XA END 'parents'",
                    "XA PREPARE 'parents'", "XA COMMIT 'parents'",
                    "INSERT INTO t VALUES (9, 'last', 1, NULL)");
            Awaitility.await().atMost(TestPipe.PATIENCE)
                    .until(() -> database.destinationRows("t").stream().anyMatch(row -> row.contains("last")));
            pipe.pause();
            PipeDescription after = pipe.workflow.describe();
            // The order that was deleted, the one that got another key, and two customers whose orders were deleted.
            assertThat(cascades(after, "t")).extracting(UnreplicatedCascade::parentChanges).containsExactly(4L);
            assertThat(cascades(after, "places")).extracting(UnreplicatedCascade::parentChanges).containsExactly(1L);
            assertThat(database.destinationRows("t")).as("what is not replicated").hasSize(7);
            assertThat(database.sourceRows("t")).hasSize(4);
            pipe.delete();
        }
    }

    /** MariaDB logs a delete as an update of ROW END, and keeps former rows in the same table. */
    @Test
    void ofSystemVersionedParentsTheCurrentRowsCount() throws SQLException {
        Flavour flavour = Flavour.MARIADB;
        try (ReplicatedDatabase database = ReplicatedDatabase.open(flavour, flavour.server(), "versioned")) {
            database.run("CREATE TABLE hidden (id INT PRIMARY KEY, v INT) WITH SYSTEM VERSIONING",
                    "CREATE TABLE shown (id INT PRIMARY KEY, v INT, s TIMESTAMP(6) GENERATED ALWAYS AS ROW START,"
                            + " e TIMESTAMP(6) GENERATED ALWAYS AS ROW END, PERIOD FOR SYSTEM_TIME (s, e))"
                            + " WITH SYSTEM VERSIONING",
                    "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(50), n DECIMAL(10,2), a INT, b INT,"
                            + " CONSTRAINT fk_a FOREIGN KEY (a) REFERENCES hidden (id) ON DELETE CASCADE ON UPDATE CASCADE,"
                            + " CONSTRAINT fk_b FOREIGN KEY (b) REFERENCES shown (id) ON DELETE CASCADE ON UPDATE CASCADE)",
                    "INSERT INTO hidden VALUES (1, 1), (2, 2), (3, 3)",
                    "INSERT INTO shown (id, v) VALUES (1, 1), (2, 2), (3, 3)",
                    "INSERT INTO t VALUES (1, 'a', 1, 1, NULL), (2, 'b', 1, NULL, 1), (3, 'c', 1, NULL, 3)");
            TestPipe pipe = start(database, ForeignKeyCascades.IGNORE, "t");
            pipe.await(PipeState.RUNNING);
            database.run("DELETE FROM hidden WHERE id = 1", "UPDATE hidden SET v = 7 WHERE id = 3",
                    "DELETE HISTORY FROM hidden", "DELETE FROM shown WHERE id IN (1, 2)",
                    "UPDATE shown SET id = 30 WHERE id = 3", "DELETE HISTORY FROM shown",
                    "INSERT INTO t VALUES (9, 'last', 1, NULL, NULL)");
            Awaitility.await().atMost(TestPipe.PATIENCE)
                    .until(() -> database.destinationRows("t").stream().anyMatch(row -> row.contains("last")));
            pipe.pause();
            assertThat(cascades(pipe.workflow.describe(), "t")).extracting(UnreplicatedCascade::foreignKey,
                    UnreplicatedCascade::parentChanges)
                    .containsExactlyInAnyOrder(tuple("fk_a", 1L), tuple("fk_b", 3L));
            pipe.delete();
        }
    }

    /** As MySQL comes since 9.6. */
    @Test
    void whatTheServerLogsIsReplicatedAndNotCounted() throws SQLException {
        try (ReplicatedDatabase database = open(Flavour.MYSQL, Flavour.MYSQL.server())) {
            TestPipe pipe = start(database, ForeignKeyCascades.REFUSE, "t", "places");
            pipe.await(PipeState.RUNNING);
            database.run("DELETE FROM orders WHERE id = 1", "UPDATE orders SET id = 20 WHERE id = 2",
                    "DELETE FROM customers WHERE id = 3", "DELETE FROM places WHERE id = 1",
                    "INSERT INTO t VALUES (9, 'last', 1, NULL)");
            database.awaitEqual("t");
            database.awaitEqual("places");
            assertThat(database.destinationRows("t")).hasSize(5);
            assertThat(database.select("SELECT toString(o) AS r FROM " + database.name() + ".t FINAL WHERE id = 2"))
                    .containsExactly("20");
            pipe.pause();
            PipeDescription description = pipe.workflow.describe();
            assertThat(cascades(description, "t")).isEmpty();
            assertThat(cascades(description, "places")).isEmpty();
            pipe.delete();
        }
    }

    @Test
    void aTableThatJoinsIsRefusedUnlessItIsAccepted() throws SQLException {
        try (ReplicatedDatabase database = open(Flavour.MARIADB, unlogged(Flavour.MARIADB))) {
            database.createKeyed("u");
            TestPipe pipe = start(database, ForeignKeyCascades.REFUSE, "u");
            pipe.await(PipeState.RUNNING);
            pipe.addTables(database.mapping("t"));
            String refusal = Awaitility.await().atMost(TestPipe.PATIENCE).until(
                    () -> pipe.workflow.describe().journal().stream().map(EventLogEntry::sentence)
                            .filter(entry -> entry.startsWith("Not loaded")).findFirst().orElse(""),
                    entry -> !entry.isEmpty());
            assertThat(refusal).contains("`fk_t` FOREIGN KEY (`o`)", "ON DELETE CASCADE", "foreignKeyCascades");
            PipeDescription refused = pipe.await(PipeState.RUNNING);
            assertThat(refused.tables()).singleElement().satisfies(table -> assertThat(table.target()).isEqualTo("u"));

            assertThatThrownBy(() -> pipe.workflow.updateSettings(UpdateSettingsRequest.nothing().cascading("replay")))
                    .cause().hasMessageContaining("foreignKeyCascades (replay): it is not built yet");
            pipe.workflow.updateSettings(UpdateSettingsRequest.nothing().cascading("ignore"));
            pipe.addTables(database.mapping("t"));
            pipe.awaitLoadedAgain(database.table("t"), 1);
            assertThat(cascades(pipe.await(PipeState.RUNNING), "t")).hasSize(1);

            // A table that is there goes on, whatever is chosen later.
            pipe.workflow.updateSettings(UpdateSettingsRequest.nothing().cascading("refuse"));
            pipe.resync(database.table("t"));
            pipe.awaitLoadedAgain(database.table("t"), 2);
            database.run("DELETE FROM orders WHERE id = 1", "INSERT INTO u VALUES (1, 'last', 1)");
            database.awaitEqual("u");
            pipe.pause();
            assertThat(cascades(pipe.workflow.describe(), "t")).extracting(UnreplicatedCascade::parentChanges)
                    .containsExactly(1L);
            pipe.delete();
        }
    }
}

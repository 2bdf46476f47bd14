package dev.clickpipe.activities.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.mysql.SourceServer;
import dev.clickpipe.activities.testing.Configurations;
import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.activities.testing.TestSource;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.position.SourceIdentity;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.SourceConnection;
import dev.clickpipe.workflows.settings.TableEngine;
import dev.clickpipe.workflows.settings.TableMapping;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where a stream by file and offset begins. */
class StartPositionTest {
    private static Coordinates.FileOffset find(TestSource source, SourceConnection connection, ReplicationMode mode,
            String... tables) throws Exception {
        PipeConfiguration configuration = Configurations.of(connection, mode, ReplicationMechanism.FILE_POS, "d",
                Arrays.stream(tables).map(
                        table -> Configurations.mapping(source.table(table), table, TableEngine.REPLACING_MERGE_TREE))
                        .toArray(TableMapping[]::new));
        Position found = new StartPosition(source.connections(), configuration).find(7);
        assertThat(found.epoch()).isEqualTo(7);
        assertThat(found.ordinal()).isZero();
        Coordinates.FileOffset place = (Coordinates.FileOffset) found.coordinates();
        assertThat(found.source().binlogFile()).isEqualTo(place.file());
        assertThat(found.source().binlogFileCreatedAt()).isBetween(1_700_000_000L, 4_000_000_000L);
        return place;
    }

    private static Coordinates.FileOffset end(TestSource source) throws Exception {
        SourceConnection address = source.connection();
        try (Connection connection = source.connections().openControl(address)) {
            return SourceServer.of(address.type()).binlogEnd(connection);
        }
    }

    @Test
    void ofMySqlIsTheBeginningOfTheFileWhenAllOfItCanBeFollowed() throws Exception {
        try (TestSource source = TestSource.open(Flavour.MYSQL)) {
            source.execute("CREATE TABLE %db.t (id INT PRIMARY KEY)", "FLUSH BINARY LOGS",
                    "INSERT INTO %db.t VALUES (1)", "CREATE TABLE %db.u (id INT PRIMARY KEY)");
            assertThat(find(source, source.connection(), ReplicationMode.CDC, "t"))
                    .isEqualTo(new Coordinates.FileOffset(end(source).file(), 4));
        }
    }

    /** No lock is needed: of what was written before, nothing is of these tables. */
    @Test
    void ofMySqlIsBehindTheLastDefinition() throws Exception {
        try (TestSource source = TestSource.open(Flavour.MYSQL)) {
            String user = reader(source);
            source.execute("CREATE TABLE %db.u (id INT PRIMARY KEY)", "INSERT INTO %db.u VALUES (1)",
                    "CREATE TABLE %db.t (id INT PRIMARY KEY)");
            Coordinates.FileOffset behind = end(source);
            source.execute("INSERT INTO %db.t VALUES (1)");
            assertThat(find(source, source.connection(user, "pass"), ReplicationMode.CDC, "t")).isEqualTo(behind);
            source.execute("DROP USER '" + user + "'@'%'");
        }
    }

    @Test
    void ofMySqlNeedsALockWhenSomeOfItsTablesChangedBefore() throws Exception {
        try (TestSource source = TestSource.open(Flavour.MYSQL)) {
            String user = reader(source);
            source.execute("CREATE TABLE %db.t (id INT PRIMARY KEY)", "INSERT INTO %db.t VALUES (1)",
                    "ALTER TABLE %db.t ADD COLUMN v INT");
            Coordinates.FileOffset behind = end(source);
            source.execute("INSERT INTO %db.t VALUES (2, 2)");
            assertThatThrownBy(() -> find(source, source.connection(user, "pass"), ReplicationMode.CDC, "t"))
                    .isInstanceOfSatisfying(PipeException.class, refused -> {
                        assertThat(refused.error().kind()).isEqualTo(ErrorKind.SOURCE_ACCESS_DENIED);
                        assertThat(refused.error().remedy()).contains("FLUSH BINARY LOGS");
                    }).satisfies(refused -> source.execute(
                            ((PipeException) refused).error().remedy().replaceFirst(".*GRANT ", "GRANT ")));
            assertThat(find(source, source.connection(user, "pass"), ReplicationMode.CDC, "t")).isEqualTo(behind);
            source.execute("DROP USER '" + user + "'@'%'");
        }
    }

    /** Both are settings that people put right before they create a pipe. */
    @Test
    void ofMySqlIsBehindRowsThatCannotBeFollowed() throws Exception {
        try (TestSource source = TestSource.open(Flavour.MYSQL)) {
            source.execute("CREATE TABLE %db.t (id INT PRIMARY KEY, v INT)", "INSERT INTO %db.t VALUES (1, 1)",
                    "FLUSH BINARY LOGS");
            try (Connection session = source.connections().openControl(source.connection());
                    var statement = session.createStatement()) {
                statement.execute("SET SESSION binlog_row_image = 'MINIMAL'");
                statement.execute("UPDATE " + source.table("t").quoted() + " SET v = 2");
            }
            Coordinates.FileOffset behind = end(source);
            source.execute("INSERT INTO %db.t VALUES (2, 2)");
            assertThat(find(source, source.connection(), ReplicationMode.CDC, "t")).isEqualTo(behind);
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofTheStreamAloneIsTheEnd(Flavour flavour) throws Exception {
        try (TestSource source = TestSource.open(flavour)) {
            source.execute("CREATE TABLE %db.t (id INT PRIMARY KEY)", "INSERT INTO %db.t VALUES (1)");
            assertThat(find(source, source.connection(), ReplicationMode.CDC_ONLY, "t")).isEqualTo(end(source));
        }
    }

    private static Position from(TestSource source, Coordinates chosen) throws Exception {
        ReplicationMechanism mechanism = switch (chosen) {
            case Coordinates.Gtid _ -> ReplicationMechanism.GTID;
            case Coordinates.FileOffset _ -> ReplicationMechanism.FILE_POS;
        };
        PipeConfiguration now = Configurations.of(source.connection(), ReplicationMode.CDC_ONLY, mechanism, "d");
        return new StartPosition(source.connections(),
                now.with(now.source(), now.replication().startingAt(chosen), now.tables())).find(7);
    }

    @ParameterizedTest
    @EnumSource
    void aChosenOneIsTheBeginningOfItsEpochOnThatServer(Flavour flavour) throws Exception {
        try (TestSource source = TestSource.open(flavour)) {
            source.execute("CREATE TABLE %db.t (id INT PRIMARY KEY)");
            Coordinates.FileOffset place = end(source);
            String set;
            SourceIdentity server;
            try (Connection connection = source.connections().openControl(source.connection())) {
                set = SourceServer.of(flavour.type()).gtids(connection).executed();
                server = SourceServer.of(flavour.type()).identity(connection);
            }
            source.execute("INSERT INTO %db.t VALUES (1)");
            Position byFile = from(source, place);
            assertThat(byFile).isEqualTo(new Position(
                    server.inFile(place.file(), byFile.source().binlogFileCreatedAt()), 7, 0, place));
            assertThat(byFile.source().binlogFileCreatedAt()).isBetween(1_700_000_000L, 4_000_000_000L);
            Position byGtid = from(source, new Coordinates.Gtid(" " + set.toUpperCase(Locale.ROOT) + "\n"));
            assertThat(byGtid.source())
                    .isEqualTo(server.inFile(place.file(), byFile.source().binlogFileCreatedAt()));
            assertThat(byGtid.lastTransactions()).isNotEmpty();
            assertThat(((Coordinates.Gtid) byGtid.coordinates()).set()).doesNotContain(" ", "\n")
                    .isEqualTo(((Coordinates.Gtid) byGtid.coordinates()).set().toLowerCase(Locale.ROOT));

            Coordinates.FileOffset later = end(source);
            for (Coordinates.FileOffset inside : List.of(new Coordinates.FileOffset(place.file(), place.offset() + 1),
                    new Coordinates.FileOffset(later.file(), later.offset() - 3))) {
                assertThatThrownBy(() -> from(source, inside)).isInstanceOfSatisfying(PipeException.class,
                        refused -> assertThat(refused.error().kind()).isEqualTo(ErrorKind.BINLOG_NOT_UNDERSTOOD));
            }
            assertThatThrownBy(() -> from(source, new Coordinates.FileOffset(later.file(), later.offset() + 100_000)))
                    .isInstanceOfSatisfying(PipeException.class,
                            refused -> assertThat(refused.error().kind()).isEqualTo(ErrorKind.SOURCE_CHANGED));
        }
    }

    @Test
    void ofMariaDbIsTheSnapshotsOwn() throws Exception {
        try (TestSource source = TestSource.open(Flavour.MARIADB)) {
            source.execute("CREATE TABLE %db.t (id INT PRIMARY KEY)", "INSERT INTO %db.t VALUES (1)");
            assertThat(find(source, source.connection(), ReplicationMode.CDC, "t")).isEqualTo(end(source));
        }
    }

    /** A user with the privileges that the documentation asks for. */
    private static String reader(TestSource source) throws Exception {
        String user = source.database().substring(0, 20);
        source.execute("CREATE USER '" + user + "'@'%' IDENTIFIED BY 'pass'",
                "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO '" + user + "'@'%'",
                "GRANT SELECT ON %db.* TO '" + user + "'@'%'");
        return user;
    }
}

package dev.clickpipe.activities.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clickpipe.activities.definition.ColumnDefinition;
import dev.clickpipe.activities.definition.SourceDefinitions;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.activities.errors.ErrorClassifier;
import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.activities.testing.TestSource;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.SourceIdentity;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.TableName;
import dev.clickpipe.workflows.settings.TlsSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SourceServerTest {
    @Test
    void uuidsOfOldServersCannotBeTold() {
        for (String old : List.of("10.7.8-MariaDB", "10.11.4-MariaDB-1~deb12u1", "11.0.2-MariaDB", "unheard of")) {
            assertThat(MariaDbServer.turnsAllUuids(old)).as(old).isTrue();
        }
        for (String now : List.of("10.11.5-MariaDB", "10.11.14-MariaDB-0+deb12u2", "11.0.3-MariaDB",
                "11.4.5-MariaDB-log", "12.0.1-MariaDB")) {
            assertThat(MariaDbServer.turnsAllUuids(now)).as(now).isFalse();
        }
    }

    /** What somebody has configured for other clients, each of which changes what is read, or ends it. */
    @ParameterizedTest
    @EnumSource
    void sessionsAreFreeOfTheServersHabits(Flavour flavour) throws Exception {
        String hostile = "SET GLOBAL sql_mode = 'ANSI_QUOTES,PAD_CHAR_TO_FULL_LENGTH,NO_BACKSLASH_ESCAPES',"
                + " GLOBAL sql_select_limit = 2, GLOBAL max_join_size = 3, GLOBAL sql_big_selects = 0,"
                + " GLOBAL sql_safe_updates = 1, GLOBAL sql_auto_is_null = 1, GLOBAL autocommit = 0,"
                + " GLOBAL transaction_isolation = 'READ-UNCOMMITTED', GLOBAL time_zone = '-07:30',"
                + " GLOBAL init_connect = 'SET sql_select_limit = 1', "
                + switch (flavour) {
                    case MYSQL -> "GLOBAL max_execution_time = 1, GLOBAL information_schema_stats_expiry = 86400";
                    case MARIADB -> "GLOBAL max_statement_time = 0.001, GLOBAL idle_transaction_timeout = 1";
                };
        List<String> restored = List.of("sql_mode", "sql_select_limit", "max_join_size", "sql_big_selects",
                "sql_safe_updates", "sql_auto_is_null", "autocommit", "transaction_isolation", "time_zone");
        try (TestSource source = TestSource.open(flavour, flavour.server("without-binlog", "--skip-log-bin"),
                "habits")) {
            source.execute("CREATE TABLE %db.t (c CHAR(5) PRIMARY KEY)",
                    "INSERT INTO %db.t VALUES ('a'), ('b'), ('c'), ('d')",
                    "CREATE USER habits IDENTIFIED BY 'habits'", "GRANT SELECT ON %db.* TO habits", hostile);
            try {
                for (Connection connection : List.of(
                        source.connections().openControl(source.connection("habits", "habits")),
                        source.connections().openReader(source.connection("habits", "habits")))) {
                    try (connection) {
                        assertThat(row(connection, "SELECT @@time_zone, @@sql_mode, @@character_set_results,"
                                + " @@sql_select_limit, @@autocommit, @@transaction_isolation, @@sql_safe_updates"))
                                .containsExactly("+00:00", "ALLOW_INVALID_DATES", "utf8mb4", "18446744073709551615",
                                        "1",
                                        "REPEATABLE-READ", "0");
                        assertThat(row(connection, "SELECT COUNT(*), MIN(CONCAT(a.c, '|')), SLEEP(0.01) FROM habits.t a"
                                + " JOIN habits.t b")).containsExactly("16", "a|", "0");
                    }
                }
            } finally {
                source.execute(
                        restored.stream().map(name -> "SET GLOBAL " + name + " = DEFAULT").toArray(String[]::new));
                source.execute("SET GLOBAL init_connect = ''", switch (flavour) {
                    case MYSQL -> "SET GLOBAL max_execution_time = 0";
                    case MARIADB -> "SET GLOBAL max_statement_time = 0, GLOBAL idle_transaction_timeout = 0";
                }, "DROP USER habits");
            }
        }
    }

    /** Its columns are in the binlog whether information_schema shows them or not. */
    @Test
    void sessionsSeeInvisiblePrimaryKeysThatTheServerHides() throws Exception {
        try (TestSource source = TestSource.open(Flavour.MYSQL)) {
            source.execute("SET SESSION sql_generate_invisible_primary_key = ON", "CREATE TABLE %db.g (v INT)",
                    "SET GLOBAL show_gipk_in_create_table_and_information_schema = OFF");
            try (Connection connection = source.connections().openControl(source.connection())) {
                TableName name = source.table("g");
                assertThat(new SourceDefinitions(connection).definitions(List.of(name))).containsValue(
                        new TableDefinition(name, List.of(
                                new ColumnDefinition("my_row_id", "bigint unsigned", null, null, false, "",
                                        "auto_increment INVISIBLE"),
                                new ColumnDefinition("v", "int", null, null, true, "", "")), List.of("my_row_id")));
            } finally {
                source.execute("SET GLOBAL show_gipk_in_create_table_and_information_schema = ON");
            }
        }
    }

    @Test
    void sessionsReadSystemVersionedTablesAsTheyAreNow() throws Exception {
        try (TestSource source = TestSource.open(Flavour.MARIADB)) {
            source.execute("CREATE TABLE %db.v (id INT) WITH SYSTEM VERSIONING", "INSERT INTO %db.v VALUES (1)",
                    "SET GLOBAL system_versioning_asof = '2019-01-01'");
            try (Connection connection = source.connections().openReader(source.connection())) {
                assertThat(SingleValue.text(connection, "SELECT COUNT(*) FROM " + source.table("v").quoted()))
                        .isEqualTo("1");
            } finally {
                source.execute("SET GLOBAL system_versioning_asof = DEFAULT");
            }
        }
    }

    /** A limit of MariaDB's accounts is one of their sessions, and lifted like any other. */
    @Test
    void theLimitOfAnAccountEndsNoStatement() throws Exception {
        try (TestSource source = TestSource.open(Flavour.MARIADB)) {
            String user = source.database().substring(0, 20);
            source.execute("CREATE USER " + user + " IDENTIFIED BY 'l' WITH MAX_STATEMENT_TIME 0.001");
            try (Connection connection = source.connections().openReader(source.connection(user, "l"))) {
                assertThat(row(connection, "SELECT SLEEP(0.01)")).containsExactly("0");
            } finally {
                source.execute("DROP USER " + user);
            }
        }
    }

    private static List<String> row(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(query)) {
            assertThat(row.next()).isTrue();
            List<String> values = new ArrayList<>();
            for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                values.add(row.getString(column));
            }
            return values;
        }
    }

    @ParameterizedTest
    @EnumSource
    void thePositionMovesWithCommitsAndIsHeldByTheBinlog(Flavour flavour) throws Exception {
        SourceServer server = SourceServer.of(flavour.type());
        ReplicationMechanism mechanism = ReplicationMechanism.GTID;
        try (TestSource source = TestSource.open(flavour);
                Connection connection = source.connections().openControl(source.connection())) {
            source.execute("CREATE TABLE %db.t (id INT PRIMARY KEY)");
            Coordinates before = server.visiblePosition(connection, mechanism);
            source.execute("INSERT INTO %db.t VALUES (1)");
            Coordinates after = server.visiblePosition(connection, mechanism);

            assertThat(before).isInstanceOfSatisfying(Coordinates.Gtid.class,
                    gtid -> assertThat(gtid.set()).isNotEmpty().doesNotContainAnyWhitespaces());
            assertThat(after).isNotEqualTo(before);
            assertThat(server.visiblePosition(connection, mechanism)).isEqualTo(after);
            assertThat(server.identity(connection)).isEqualTo(server.identity(connection))
                    .satisfies(identity -> {
                        assertThat(identity.flavour().name()).isEqualTo(flavour.name());
                        assertThat(identity.serverId()).isNotEmpty();
                        assertThat(identity.sameServer(
                                new SourceIdentity(identity.flavour(), identity.serverId(), "binlog.1", 7))).isTrue();
                    });
            assertThat(server.isReplica(connection)).isFalse();
            assertThat(server.mayFollowBinlog(connection)).isTrue();
            ServerVariables variables = ServerVariables.read(connection);
            assertThat(server.requirements(mechanism)).allMatch(requirement -> requirement.fulfilledBy(variables));
            assertThat(server.retention(variables).longEnough()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void grantsAreSeen(Flavour flavour) throws Exception {
        SourceServer server = SourceServer.of(flavour.type());
        try (TestSource source = TestSource.open(flavour)) {
            String user = source.database().substring(0, 20);
            source.execute("CREATE USER '" + user + "'@'%' IDENTIFIED BY 'pass word'");
            try (Connection connection = source.connections().openControl(source.connection(user, "pass word"))) {
                assertThat(server.mayFollowBinlog(connection)).isFalse();
                source.execute("GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO '" + user + "'@'%'");
            }
            try (Connection connection = source.connections().openControl(source.connection(user, "pass word"))) {
                assertThat(server.mayFollowBinlog(connection)).isTrue();
            }
            assertThatThrownBy(() -> source.connections().openControl(source.connection(user, "wrong-pass")))
                    .satisfies(failure -> {
                        assertThat(ErrorClassifier.errorOf(failure, null).kind())
                                .isEqualTo(ErrorKind.SOURCE_ACCESS_DENIED);
                        assertThat(ErrorClassifier.errorOf(failure, null).message()).doesNotContain("wrong-pass");
                    });
            source.execute("DROP USER '" + user + "'@'%'");
        }
    }

    @ParameterizedTest
    @EnumSource
    void tlsIsVerifiedUnlessToldNotTo(Flavour flavour) throws Exception {
        try (TestSource source = TestSource.open(flavour)) {
            String user = source.server().user();
            String password = source.server().password();
            int port = source.server().port();
            try (Connection connection = source.connections()
                    .openControl(source.connection(user, password, port, new TlsSettings(false, true, null, null)));
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SHOW SESSION STATUS LIKE 'Ssl_cipher'")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString(2)).isNotEmpty();
            }
            TlsSettings otherName = new TlsSettings(false, false, "certified.example", null);
            if (flavour == Flavour.MARIADB) {
                // The server proves with the password that its self-signed certificate is its own; the name does not matter.
                source.connections().openControl(source.connection(user, password, port, otherName)).close();
                return;
            }
            assertThatThrownBy(() -> source.connections()
                    .openControl(source.connection(user, password, port, otherName)).close())
                    .satisfies(failure -> assertThat(ErrorClassifier.errorOf(failure, null).kind())
                            .isEqualTo(ErrorKind.SOURCE_MISCONFIGURED));
        }
    }
}

package dev.clickpipe.activities.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.mysql.SourceConnections;
import dev.clickpipe.activities.mysql.SourceServer;
import dev.clickpipe.activities.testing.Configurations;
import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.activities.testing.TestSource;
import dev.clickpipe.workflows.contract.PositionRetention;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.position.SourceIdentity;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.SourceConnection;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said of a place in the binlog: while it is written, behind it, and when it is gone. Servers are its own. */
class RetentionActivitiesImplTest {
    private static TestSource open(Flavour flavour) throws SQLException {
        // By default MariaDB keeps files until a replica that it knows has read them.
        return TestSource.open(flavour, flavour.purgedServer("purged"),
                "t_" + UUID.randomUUID().toString().replace("-", ""));
    }

    private static PositionRetention look(TestSource source, SourceConnection connection, Position position) {
        PipeConfiguration configuration = Configurations.of(connection, "d");
        return new RetentionActivitiesImpl(source.connections()).look(configuration, position);
    }

    /** Where a pipe stands that has read everything. */
    private static Position here(TestSource source, ReplicationMechanism mechanism) throws SQLException {
        SourceConnections connections = source.connections();
        try (Connection connection = connections.openControl(source.connection())) {
            SourceServer server = SourceServer.of(source.connection().type());
            SourceIdentity identity = server.identity(connection);
            return switch (mechanism) {
                case GTID -> new Position(identity, 1, 0, server.visiblePosition(connection, mechanism));
                case FILE_POS -> {
                    Coordinates.FileOffset end = server.binlogEnd(connection);
                    yield new Position(identity.inFile(end.file(), 0), 1, 0, end);
                }
            };
        }
    }

    private static List<String> files(TestSource source) throws SQLException {
        List<String> files = new ArrayList<>();
        try (Connection connection = source.connections().openControl(source.connection());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW BINARY LOGS")) {
            while (rows.next()) {
                files.add(rows.getString(1));
            }
        }
        return files;
    }

    @ParameterizedTest
    @CsvSource({"MYSQL,GTID", "MYSQL,FILE_POS", "MARIADB,GTID", "MARIADB,FILE_POS"})
    void tellsHowLongTheSourceKeepsIt(Flavour flavour, ReplicationMechanism mechanism) throws Exception {
        try (TestSource source = open(flavour)) {
            source.execute("SET GLOBAL binlog_expire_logs_seconds = 86400", "FLUSH BINARY LOGS",
                    "CREATE TABLE %db.t (id INT PRIMARY KEY)");
            Position position = here(source, mechanism);
            assertThat(look(source, source.connection(), position)).isEqualTo(new PositionRetention.Safe());

            source.execute("INSERT INTO %db.t VALUES (1)");
            String file = files(source).getLast();
            Instant before = Instant.now();
            source.execute("FLUSH BINARY LOGS", "INSERT INTO %db.t VALUES (2)", "FLUSH BINARY LOGS");
            assertThat(look(source, source.connection(), position)).isInstanceOfSatisfying(
                    PositionRetention.Expiring.class, expiring -> {
                        assertThat(expiring.file()).isEqualTo(file);
                        assertThat(expiring.kept()).isEqualTo(Duration.ofDays(1));
                        assertThat(expiring.until()).isBetween(before.plus(Duration.ofDays(1)).minusSeconds(2),
                                Instant.now().plus(Duration.ofDays(1)).plusSeconds(2));
                        assertThat(expiring.remedy()).startsWith("SET ")
                                .endsWith("binlog_expire_logs_seconds = 172800;");
                    });
            source.execute("SET GLOBAL binlog_expire_logs_seconds = 0");
            assertThat(look(source, source.connection(), position)).isEqualTo(new PositionRetention.Safe());

            String last = files(source).getLast();
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
                source.execute("PURGE BINARY LOGS TO '" + last + "'");
                return files(source).equals(List.of(last));
            });
            assertThat(look(source, source.connection(), position)).isInstanceOfSatisfying(
                    PositionRetention.Blocked.class, blocked -> {
                        assertThat(blocked.error().kind()).isEqualTo(ErrorKind.POSITION_PURGED);
                        assertThat(blocked.error().message()).contains(position.coordinates().text());
                    });
        }
    }

    /** Only what time does not fix is worth a warning. */
    @ParameterizedTest
    @EnumSource
    void aSourceThatIsAwayMayComeBackAndARefusedUserDoesNot(Flavour flavour) throws Exception {
        try (TestSource source = open(flavour)) {
            Position position = here(source, ReplicationMechanism.GTID);
            SourceConnection away = source.connection(source.server().user(), source.server().password(), 1,
                    source.connection().tls());
            assertThat(look(source, away, position)).isInstanceOfSatisfying(PositionRetention.Unknown.class,
                    unknown -> assertThat(unknown.error().kind()).isEqualTo(ErrorKind.SOURCE_UNREACHABLE));
            SourceConnection refused = source.connection(source.server().user(), "wrong");
            assertThat(look(source, refused, position)).isInstanceOfSatisfying(PositionRetention.Blocked.class,
                    blocked -> assertThat(blocked.error().kind()).isEqualTo(ErrorKind.SOURCE_ACCESS_DENIED));
        }
    }
}

package dev.clickpipe.activities.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.mysql.BinlogRetention;
import dev.clickpipe.activities.mysql.ServerVariables;
import dev.clickpipe.activities.mysql.SourceServer;
import dev.clickpipe.activities.retention.RetentionActivitiesImpl;
import dev.clickpipe.activities.testing.Configurations;
import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.activities.testing.TestSource;
import dev.clickpipe.workflows.contract.PositionRetention;
import dev.clickpipe.workflows.contract.PreflightFinding;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.SourceConnection;
import dev.clickpipe.workflows.settings.SourceType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that tell how long they keep their binlog as Amazon's do, by procedures of those names. */
class RdsRetentionTest {
    private static final List<String> PROCEDURES = List.of(
            "CREATE TABLE mysql.rds_configuration (name VARCHAR(100), value INT, description VARCHAR(300))",
            "INSERT INTO mysql.rds_configuration VALUES ('target delay', 0, ''), ('binlog retention hours', NULL, '')",
            "CREATE PROCEDURE mysql.rds_show_configuration() SELECT * FROM mysql.rds_configuration",
            "CREATE PROCEDURE mysql.rds_set_configuration(name VARCHAR(100), hours INT)"
                    + " UPDATE mysql.rds_configuration SET value = hours"
                    + " WHERE rds_configuration.name = 'binlog retention hours'");

    /** A server of its own, since the procedures are known to all who use it. */
    private static TestSource open(Flavour flavour) throws SQLException {
        TestSource source = TestSource.open(flavour, flavour.purgedServer("like-rds"), "shop");
        source.execute("SET GLOBAL binlog_expire_logs_seconds = 864000", "CREATE TABLE %db.t (id INT PRIMARY KEY)",
                "DROP TABLE IF EXISTS mysql.rds_configuration",
                "DROP PROCEDURE IF EXISTS mysql.rds_show_configuration",
                "DROP PROCEDURE IF EXISTS mysql.rds_set_configuration");
        return source;
    }

    private static TestSource likeAmazon(Flavour flavour) throws SQLException {
        TestSource source = open(flavour);
        source.execute(PROCEDURES.toArray(String[]::new));
        return source;
    }

    private static SourceConnection ofType(SourceType type, SourceConnection connection) {
        return new SourceConnection(connection.pipeId(), type, connection.host(), connection.port(),
                connection.username(), connection.password(), connection.tls(), connection.serverId());
    }

    private static Optional<BinlogRetention> read(TestSource source, SourceConnection connection)
            throws SQLException, InterruptedException {
        try (Connection open = source.connections().openControl(connection)) {
            return BinlogRetention.read(connection.type(), open, ServerVariables.read(open));
        }
    }

    @ParameterizedTest
    @CsvSource({"MYSQL,RDS_MYSQL,168", "MYSQL,AURORA_MYSQL,200", "MARIADB,RDS_MARIADB,168"})
    void theServiceTellsHowLong(Flavour flavour, SourceType type, int doubled) throws Exception {
        try (TestSource source = open(flavour)) {
            SourceConnection connection = ofType(type, source.connection());
            // Somebody else's server, which its variables speak for.
            assertThat(read(source, connection)).isEqualTo(read(source, source.connection())).get()
                    .returns(Duration.ofDays(10), BinlogRetention::kept);
            source.execute(PROCEDURES.toArray(String[]::new));
            assertThat(read(source, connection)).get().satisfies(retention -> {
                assertThat(retention.kept()).isZero();
                assertThat(retention.longEnough()).isFalse();
                assertThat(retention.doubled()).isEqualTo(retention.enough());
            });
            source.execute("CALL mysql.rds_set_configuration('binlog retention hours', 100)");
            assertThat(read(source, connection)).get().satisfies(retention -> {
                assertThat(retention.kept()).isEqualTo(Duration.ofHours(100));
                assertThat(retention.longEnough()).isTrue();
                assertThat(retention.doubled())
                        .isEqualTo("CALL mysql.rds_set_configuration('binlog retention hours', " + doubled + ");");
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void theStatementThatIsGivenMendsIt(Flavour flavour) throws Exception {
        try (TestSource source = likeAmazon(flavour)) {
            SourceConnection connection = rds(flavour, source.connection());
            PreflightFinding found = PreflightOutcome.of(source, connection, "t").failures().getFirst();
            assertThat(found.value()).isEqualTo("binlog retention hours=NULL");
            assertThat(found.problem()).isEqualTo("the binlog is kept for less than 24 hours");

            Position position = here(source, connection);
            source.execute("INSERT INTO %db.t VALUES (1)", "FLUSH BINARY LOGS");
            assertThat(look(source, connection, position)).isInstanceOfSatisfying(PositionRetention.Expiring.class,
                    expiring -> {
                        assertThat(expiring.kept()).isZero();
                        assertThat(expiring.remedy()).isEqualTo(found.remedy());
                    });
            source.execute(found.remedy());
            assertThat(PreflightOutcome.of(source, connection, "t").failures()).isEmpty();
            assertThat(look(source, connection, position)).isInstanceOfSatisfying(PositionRetention.Expiring.class,
                    expiring -> assertThat(expiring.kept()).isEqualTo(Duration.ofDays(1)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aUserWhoMayNotKnowIsToldWhatIsLacking(Flavour flavour) throws Exception {
        try (TestSource source = likeAmazon(flavour)) {
            source.execute("CALL mysql.rds_set_configuration('binlog retention hours', 72)",
                    "DROP USER IF EXISTS 'reader'@'%'", "CREATE USER 'reader'@'%' IDENTIFIED BY 'pass word'",
                    "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO 'reader'@'%'",
                    "GRANT SELECT ON %db.* TO 'reader'@'%'");
            if (flavour == Flavour.MARIADB) {
                source.execute("GRANT BINLOG MONITOR ON *.* TO 'reader'@'%'");
            }
            SourceConnection connection = rds(flavour, source.connection("reader", "pass word"));
            PreflightOutcome checked = PreflightOutcome.of(source, connection, "t");
            assertThat(checked.failures()).isEmpty();
            PreflightFinding found = checked.report().warnings().stream()
                    .filter(warning -> warning.problem().contains("how long Amazon RDS keeps the binlog")).findFirst()
                    .orElseThrow();
            assertThat(look(source, connection, here(source, connection))).isInstanceOfSatisfying(
                    PositionRetention.Unknown.class,
                    unknown -> assertThat(unknown.error().remedy()).isEqualTo(found.remedy()));
            source.execute(found.remedy());
            assertThat(PreflightOutcome.of(source, connection, "t").report().warnings()).doesNotContain(found);
            assertThat(look(source, connection, here(source, connection))).isEqualTo(new PositionRetention.Safe());
        }
    }

    private static SourceConnection rds(Flavour flavour, SourceConnection connection) {
        return ofType(switch (flavour) {
            case MYSQL -> SourceType.RDS_MYSQL;
            case MARIADB -> SourceType.RDS_MARIADB;
        }, connection);
    }

    private static PositionRetention look(TestSource source, SourceConnection connection, Position position) {
        return new RetentionActivitiesImpl(source.connections()).look(Configurations.of(connection, "d"), position);
    }

    private static Position here(TestSource source, SourceConnection connection) throws Exception {
        try (Connection open = source.connections().openControl(connection)) {
            SourceServer server = SourceServer.of(connection.type());
            return new Position(server.identity(open), 1, 0,
                    server.visiblePosition(open, ReplicationMechanism.GTID));
        }
    }
}

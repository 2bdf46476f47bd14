package dev.clickpipe.deploy.parts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.deploy.parts.source.SourceServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class SharedPartsTest {
    @Test
    void mariadbGivesWhatAPipeNeeds() throws SQLException {
        assertThat(row(SharedParts.mariadb(), """
                SELECT @@log_bin, @@binlog_format, @@binlog_row_image, @@binlog_row_metadata,
                       @@server_id > 0, @@max_connections, @@max_allowed_packet, @@gtid_binlog_pos
                """)).isEqualTo("1|ROW|FULL|FULL|1|500|1073741824|");
    }

    @Test
    void mysqlGivesWhatAPipeNeeds() throws SQLException {
        assertThat(row(SharedParts.mysql(), """
                SELECT @@log_bin, @@binlog_format, @@binlog_row_image, @@binlog_row_metadata, @@server_id > 0,
                       @@max_connections, @@max_allowed_packet, @@gtid_mode, @@enforce_gtid_consistency,
                       @@gtid_executed
                """)).isEqualTo("1|ROW|FULL|FULL|1|500|1073741824|ON|ON|");
    }

    @Test
    void theAdministratorMayMakeDatabasesAndUsers() throws SQLException {
        for (SourceServer server : new SourceServer[]{SharedParts.mariadb(), SharedParts.mysql()}) {
            try (Connection connection = connect(server); Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE made_by_administrator");
                statement.execute("CREATE USER 'pipe'@'%' IDENTIFIED BY 'x'");
                statement.execute("GRANT SELECT, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO 'pipe'@'%'");
                statement.execute("DROP USER 'pipe'@'%'");
                statement.execute("DROP DATABASE made_by_administrator");
            }
        }
    }

    @Test
    void temporalAnswersWithItsWebUi() {
        TemporalServer temporal = SharedParts.temporal();
        assertThat(temporal.address()).matches("127\\.0\\.0\\.1:\\d+");
        assertThat(temporal.webUi()).isPresent();
        assertThat(SharedParts.temporalAddress()).isEqualTo(temporal.address());
    }

    private static Connection connect(SourceServer server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(""), server.user(), server.password());
    }

    private static String row(SourceServer server, String query) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            assertThat(result.next()).isTrue();
            StringBuilder row = new StringBuilder();
            for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                row.append(column == 1 ? "" : "|").append(result.getString(column));
            }
            return row.toString();
        }
    }
}

package dev.clickpipe.activities.mysql;

import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.SourceIdentity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** MySQL and what is compatible with it. */
public record MySqlServer() implements SourceServer {
    /** Privileges refused: ER_SPECIFIC_ACCESS_DENIED_ERROR, ER_ACCESS_DENIED_ERROR, ER_DBACCESS_DENIED_ERROR. */
    static final Set<Integer> REFUSALS = Set.of(1227, 1045, 1044);

    @Override
    public SourceIdentity.Flavour flavour() {
        return SourceIdentity.Flavour.MYSQL;
    }

    @Override
    public String testedVersion() {
        return "9.7";
    }

    @Override
    public SourceIdentity identity(Connection connection) throws SQLException {
        return new SourceIdentity(flavour(), SingleValue.text(connection, "SELECT @@global.server_uuid"), null, 0);
    }

    /** {@code gtid_executed} is the last thing that a commit changes: what it holds, the engine shows. */
    @Override
    public Coordinates.Gtid visiblePosition(Connection connection) throws SQLException {
        String executed = SingleValue.text(connection, "SELECT @@global.gtid_executed");
        return new Coordinates.Gtid(executed.replaceAll("\\s", ""));
    }

    @Override
    public List<SettingRequirement> requirements() {
        return List.of(
                new SettingRequirement("log_bin", List.of("ON", "1"), false,
                        "Put log_bin under [mysqld] in my.cnf and restart the server."),
                new SettingRequirement("binlog_format", List.of("ROW"), true, "SET PERSIST binlog_format = 'ROW';"),
                new SettingRequirement("binlog_row_image", List.of("FULL"), false,
                        "SET PERSIST binlog_row_image = 'FULL';"),
                new SettingRequirement("binlog_row_metadata", List.of("FULL"), false,
                        "SET PERSIST binlog_row_metadata = 'FULL';"),
                new SettingRequirement("binlog_row_value_options", List.of(""), true,
                        "SET PERSIST binlog_row_value_options = '';"),
                new SettingRequirement("enforce_gtid_consistency", List.of("ON", "1"), false,
                        "SET PERSIST enforce_gtid_consistency = ON;"),
                new SettingRequirement("gtid_mode", List.of("ON"), false,
                        "SET PERSIST gtid_mode = OFF_PERMISSIVE; SET PERSIST gtid_mode = ON_PERMISSIVE;"
                                + " SET PERSIST gtid_mode = ON;"));
    }

    @Override
    public BinlogRetention retention(ServerVariables variables) {
        boolean purges = !variables.find("binlog_expire_logs_auto_purge").orElse("ON").equals("OFF");
        double seconds = variables.number("binlog_expire_logs_seconds")
                + variables.number("expire_logs_days") * Duration.ofDays(1).toSeconds();
        return new BinlogRetention("binlog_expire_logs_seconds",
                purges && seconds > 0 ? Duration.ofSeconds((long) seconds) : null,
                "SET PERSIST binlog_expire_logs_seconds = " + BinlogRetention.SHORTEST.toSeconds() + ";");
    }

    @Override
    public boolean isReplica(Connection connection) throws SQLException {
        return SingleValue.anyRow(connection, "SHOW REPLICA STATUS");
    }

    /** Tried with the only statement beside the dump itself that asks for REPLICATION SLAVE. */
    @Override
    public boolean mayFollowBinlog(Connection connection) throws SQLException {
        try {
            SingleValue.anyRow(connection, "SHOW BINLOG EVENTS LIMIT 1");
            return true;
        } catch (SQLException refusal) {
            if (REFUSALS.contains(refusal.getErrorCode())) {
                return false;
            }
            throw refusal;
        }
    }

    @Override
    public String positionStatement() {
        return "SHOW BINARY LOGS";
    }

    @Override
    public String positionPrivilege() {
        return "REPLICATION CLIENT";
    }
}

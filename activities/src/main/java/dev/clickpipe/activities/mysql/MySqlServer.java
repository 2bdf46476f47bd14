package dev.clickpipe.activities.mysql;

import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.SourceIdentity;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** MySQL and what is compatible with it. */
public record MySqlServer() implements SourceServer {
    private static final List<SettingRequirement> ROWS = List.of(
            SettingRequirement.oneOf("log_bin", List.of("ON", "1"), false,
                    "Put log_bin under [mysqld] in my.cnf and restart the server."),
            SettingRequirement.not("server_id", "0",
                    "SET PERSIST server_id = 1; or any number that no other server of"
                            + " the topology has."),
            SettingRequirement.oneOf("binlog_format", List.of("ROW"), true, "SET PERSIST binlog_format = 'ROW';"),
            SettingRequirement.oneOf("binlog_row_image", List.of("FULL"), false,
                    "SET PERSIST binlog_row_image = 'FULL';"),
            SettingRequirement.oneOf("binlog_row_metadata", List.of("FULL"), false,
                    "SET PERSIST binlog_row_metadata = 'FULL';"),
            SettingRequirement.oneOf("binlog_row_value_options", List.of(""), true,
                    "SET PERSIST binlog_row_value_options = '';"));
    private static final List<SettingRequirement> GTIDS = List.of(
            SettingRequirement.oneOf("enforce_gtid_consistency", List.of("ON", "1"), false,
                    "SET PERSIST enforce_gtid_consistency = ON;"),
            SettingRequirement.oneOf("gtid_mode", List.of("ON"), false,
                    "SET PERSIST gtid_mode = OFF_PERMISSIVE; SET PERSIST gtid_mode = ON_PERMISSIVE;"
                            + " SET PERSIST gtid_mode = ON;"));
    /** Privileges refused: ER_SPECIFIC_ACCESS_DENIED_ERROR, ER_ACCESS_DENIED_ERROR, ER_DBACCESS_DENIED_ERROR. */
    static final Set<Integer> REFUSALS = Set.of(1227, 1045, 1044);

    @Override
    public SourceIdentity.Flavour flavour() {
        return SourceIdentity.Flavour.MYSQL;
    }

    @Override
    public List<String> testedVersions() {
        return List.of("9.7");
    }

    @Override
    public SourceIdentity identity(Connection connection) throws SQLException {
        return new SourceIdentity(flavour(), SingleValue.text(connection, "SELECT @@global.server_uuid"), null, 0);
    }

    /**
     * {@code gtid_executed} is the last thing that a commit changes: what it holds, the engine shows. A file is only
     * begun when all that the files before it hold is committed in the engine.
     */
    @Override
    public Coordinates visiblePosition(Connection connection, ReplicationMechanism mechanism) throws SQLException {
        return switch (mechanism) {
            case GTID -> new Coordinates.Gtid(set(connection, "gtid_executed"));
            case FILE_POS -> new Coordinates.FileOffset(binlogEnd(connection).file(), Coordinates.FileOffset.BEGIN);
        };
    }

    @Override
    public GtidState gtids(Connection connection) throws SQLException {
        return new GtidState(set(connection, "gtid_executed"), set(connection, "gtid_purged"));
    }

    /** Its lines are joined. */
    private static String set(Connection connection, String variable) throws SQLException {
        return SingleValue.text(connection, "SELECT @@global." + variable).replaceAll("\\s", "");
    }

    /** Nothing waits for a commit between the binlog and the engine, so the end of the binlog is read last. */
    @Override
    public SnapshotPoint startSnapshot(Connection connection, ReplicationMechanism mechanism) throws SQLException {
        Coordinates seen = visiblePosition(connection, mechanism);
        ConsistentSnapshot.start(connection);
        return new SnapshotPoint.Between(seen, binlogEnd(connection));
    }

    @Override
    public boolean leavesOutGeneratedColumns(Connection connection) {
        return false;
    }

    @Override
    public Set<String> ambiguousTypes(Connection connection) {
        return Set.of();
    }

    @Override
    public List<SettingRequirement> requirements(ReplicationMechanism mechanism) {
        return switch (mechanism) {
            case GTID -> Stream.concat(ROWS.stream(), GTIDS.stream()).toList();
            case FILE_POS -> ROWS;
        };
    }

    /** Since 9.6 the server itself carries out the actions of foreign keys, unless the variable leaves them to InnoDB. */
    @Override
    public CascadeLogging cascadeLogging(Connection connection) throws SQLException {
        Optional<String> value = ServerVariables.read(connection).find("innodb_native_foreign_keys");
        return value.map(on -> on.equals("OFF") ? CascadeLogging.ON : CascadeLogging.OFF)
                .orElse(CascadeLogging.UNSUPPORTED);
    }

    @Override
    public BinlogRetention retention(ServerVariables variables) {
        boolean purges = !variables.find("binlog_expire_logs_auto_purge").orElse("ON").equals("OFF");
        double seconds = variables.number("binlog_expire_logs_seconds")
                + variables.number("expire_logs_days") * Duration.ofDays(1).toSeconds();
        return new BinlogRetention(BinlogRetention.Ruler.MYSQL,
                purges && seconds > 0 ? Duration.ofSeconds((long) seconds) : null);
    }

    @Override
    public boolean isReplica(Connection connection) throws SQLException {
        return SingleValue.anyRow(connection, "SHOW REPLICA STATUS");
    }

    /** Renamed in 8.2; the old name is gone since 8.4. */
    @Override
    public String binlogStatusStatement(Connection connection) throws SQLException {
        int major = connection.getMetaData().getDatabaseMajorVersion();
        boolean renamed = major > 8 || (major == 8 && connection.getMetaData().getDatabaseMinorVersion() >= 2);
        return renamed ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS";
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

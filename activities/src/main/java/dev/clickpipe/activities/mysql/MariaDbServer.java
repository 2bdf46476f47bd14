package dev.clickpipe.activities.mysql;

import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.SourceIdentity;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** MariaDB. */
public record MariaDbServer() implements SourceServer {
    private static final List<SettingRequirement> ROWS = List.of(
            SettingRequirement.oneOf("log_bin", List.of("ON", "1"), false,
                    "Put log_bin under [mariadbd] in my.cnf and restart the server."),
            SettingRequirement.oneOf("binlog_format", List.of("ROW"), false, "SET GLOBAL binlog_format = 'ROW';"
                    + " and binlog_format=ROW under [mariadbd] in my.cnf."),
            SettingRequirement.oneOf("binlog_row_image", List.of("FULL"), false,
                    "SET GLOBAL binlog_row_image = 'FULL'; and binlog_row_image=FULL under [mariadbd] in my.cnf."),
            SettingRequirement.oneOf("binlog_row_metadata", List.of("FULL"), false,
                    "SET GLOBAL binlog_row_metadata = 'FULL'; and binlog_row_metadata=FULL under [mariadbd] in"
                            + " my.cnf."));
    /** Since 12.3 it can keep the binlog inside of InnoDB. */
    private static final List<SettingRequirement> FILES = List.of(SettingRequirement.oneOf("binlog_storage_engine",
            List.of(""), true, "Use replicationMechanism GTID: a binlog inside of an engine has no files to name."));
    /** A snapshot's file may be rotated away before its position is asked for; the next one is newer. */
    private static final int POSITION_ATTEMPTS = 10;
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)-MariaDB");
    private static final Pattern GLOBAL_GRANT = Pattern.compile("GRANT (.+) ON \\*\\.\\* TO .*");

    @Override
    public SourceIdentity.Flavour flavour() {
        return SourceIdentity.Flavour.MARIADB;
    }

    @Override
    public List<String> testedVersions() {
        return List.of("11.4", "10.11", "11.8");
    }

    /** {@code server_uid} came with 10.6 and is made of hardware and port; it is empty or missing on some builds. */
    @Override
    public SourceIdentity identity(Connection connection) throws SQLException {
        String uid = null;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW GLOBAL VARIABLES WHERE Variable_name = 'server_uid'")) {
            if (rows.next()) {
                uid = rows.getString(2);
            }
        }
        String serverId = SingleValue.text(connection, "SELECT @@global.server_id");
        return new SourceIdentity(flavour(), uid == null || uid.isEmpty() ? serverId : uid + "/" + serverId, null, 0);
    }

    /**
     * The position of a consistent snapshot: what the engine shows is exactly what the binlog holds up to there, so
     * everything before it is visible to all who come later.
     */
    @Override
    public Coordinates visiblePosition(Connection connection, ReplicationMechanism mechanism) throws SQLException {
        SnapshotPoint.Exact snapshot = startSnapshot(connection, mechanism);
        ConsistentSnapshot.end(connection);
        return snapshot.at();
    }

    @Override
    public SnapshotPoint.Exact startSnapshot(Connection connection, ReplicationMechanism mechanism)
            throws SQLException {
        for (int attempt = 0; attempt < POSITION_ATTEMPTS; attempt++) {
            ConsistentSnapshot.start(connection);
            Coordinates position = snapshotPosition(connection, mechanism);
            if (position != null) {
                return new SnapshotPoint.Exact(position);
            }
            ConsistentSnapshot.end(connection);
        }
        throw new SQLException("the binlog rotates faster than its position can be read", "HY000");
    }

    private @Nullable Coordinates snapshotPosition(Connection connection, ReplicationMechanism mechanism)
            throws SQLException {
        Map<String, String> status = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW STATUS LIKE 'binlog_snapshot_%'")) {
            while (rows.next()) {
                status.put(rows.getString(1).toLowerCase(Locale.ROOT), rows.getString(2));
            }
        }
        String file = status.getOrDefault("binlog_snapshot_file", "");
        String offset = status.getOrDefault("binlog_snapshot_position", "");
        if (file.isEmpty() || offset.isEmpty()) {
            return null;
        }
        Coordinates.FileOffset place = new Coordinates.FileOffset(file, Long.parseLong(offset));
        return switch (mechanism) {
            case GTID -> {
                String gtids = gtidsBefore(connection, place);
                yield gtids == null ? null : new Coordinates.Gtid(gtids);
            }
            case FILE_POS -> place;
        };
    }

    /** The GTID position of a place in the binlog; empty when nothing was ever logged; null when it is not there. */
    public @Nullable String gtidsBefore(Connection connection, Coordinates.FileOffset place) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT BINLOG_GTID_POS(?, ?)")) {
            statement.setString(1, place.file());
            statement.setLong(2, place.offset());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }

    /** A file begins with the last transaction of each domain in the files before. */
    @Override
    public GtidState gtids(Connection connection) throws SQLException {
        List<BinlogFile> files = BinlogFile.list(connection, this);
        String purged = files.isEmpty()
                ? null
                : gtidsBefore(connection,
                        new Coordinates.FileOffset(files.getFirst().name(), Coordinates.FileOffset.BEGIN));
        return new GtidState(SingleValue.text(connection, "SELECT @@global.gtid_binlog_pos"),
                purged == null ? "" : purged);
    }

    /** 11.8 does, 11.4 does not; of the versions between, which are out of support, nothing is known. */
    @Override
    public boolean leavesOutGeneratedColumns(Connection connection) throws SQLException {
        Matcher numbers = VERSION.matcher(connection.getMetaData().getDatabaseProductVersion());
        if (!numbers.find()) {
            return false;
        }
        int major = Integer.parseInt(numbers.group(1));
        return major > 11 || (major == 11 && Integer.parseInt(numbers.group(2)) > 4);
    }

    /** Older servers turned the parts of all UUIDs, newer ones only those of versions 1 to 5 (MDEV-29959). */
    @Override
    public Set<String> ambiguousTypes(Connection connection) throws SQLException {
        return turnsAllUuids(connection.getMetaData().getDatabaseProductVersion()) ? Set.of("uuid") : Set.of();
    }

    /** Before 10.11.5. */
    static boolean turnsAllUuids(String version) {
        Matcher numbers = VERSION.matcher(version);
        if (!numbers.find()) {
            return true;
        }
        int major = Integer.parseInt(numbers.group(1));
        int minor = Integer.parseInt(numbers.group(2));
        int patch = Integer.parseInt(numbers.group(3));
        return major < 10 || (major == 10 && (minor < 11 || (minor == 11 && patch < 5)))
                || (major == 11 && minor == 0 && patch < 3);
    }

    @Override
    public List<SettingRequirement> requirements(ReplicationMechanism mechanism) {
        return switch (mechanism) {
            case GTID -> ROWS;
            case FILE_POS -> Stream.concat(ROWS.stream(), FILES.stream()).toList();
        };
    }

    @Override
    public CascadeLogging cascadeLogging(Connection connection) {
        return CascadeLogging.UNSUPPORTED;
    }

    @Override
    public BinlogRetention retention(ServerVariables variables) {
        double seconds = variables.number("binlog_expire_logs_seconds");
        if (seconds == 0) {
            seconds = variables.number("expire_logs_days") * Duration.ofDays(1).toSeconds();
        }
        return new BinlogRetention(BinlogRetention.Ruler.MARIADB,
                seconds > 0 ? Duration.ofSeconds((long) seconds) : null);
    }

    @Override
    public boolean isReplica(Connection connection) throws SQLException {
        return SingleValue.anyRow(connection, "SHOW ALL REPLICAS STATUS");
    }

    @Override
    public String binlogStatusStatement(Connection connection) {
        return "SHOW MASTER STATUS";
    }

    /** No statement but the dump itself asks for REPLICATION SLAVE; grants are listed with those of active roles. */
    @Override
    public boolean mayFollowBinlog(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW GRANTS")) {
            while (rows.next()) {
                Matcher grant = GLOBAL_GRANT.matcher(rows.getString(1));
                if (grant.matches() && List.of(grant.group(1).split(", ", -1)).stream()
                        .anyMatch(name -> name.equals("ALL PRIVILEGES") || name.equals("REPLICATION SLAVE"))) {
                    return true;
                }
            }
            return false;
        }
    }

    @Override
    public String positionStatement() {
        return "SHOW BINARY LOGS";
    }

    @Override
    public String positionPrivilege() {
        return "BINLOG MONITOR";
    }
}

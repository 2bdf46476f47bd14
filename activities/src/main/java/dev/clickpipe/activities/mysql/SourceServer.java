package dev.clickpipe.activities.mysql;

import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.SourceIdentity;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.SourceType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;

/** What the two families of servers do each in its own way; everything else is the same for both. */
public sealed interface SourceServer permits MySqlServer, MariaDbServer {
    /** The family that a product belongs to. */
    static SourceServer of(SourceType type) {
        return switch (type) {
            case MYSQL, RDS_MYSQL, AURORA_MYSQL -> new MySqlServer();
            case MARIADB, RDS_MARIADB -> new MariaDbServer();
        };
    }

    /** The family. */
    SourceIdentity.Flavour flavour();

    /** The versions that this project's tests run on, such as {@code 9.7}, the main one first. */
    List<String> testedVersions();

    /** Which server the connection ended at; without a binlog file. */
    SourceIdentity identity(Connection connection) throws SQLException;

    /**
     * A position before which every transaction is visible to SELECT on every connection opened afterwards. May use up
     * the session's transaction.
     */
    Coordinates visiblePosition(Connection connection, ReplicationMechanism mechanism) throws SQLException;

    /** Starts a consistent snapshot in the session, which stays in it until its transaction ends. */
    SnapshotPoint startSnapshot(Connection connection, ReplicationMechanism mechanism) throws SQLException;

    /** Where the binlog ends now; asks for {@link #positionPrivilege}. Some of what lies before it may not be visible yet. */
    default Coordinates.FileOffset binlogEnd(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(binlogStatusStatement(connection))) {
            if (!rows.next()) {
                throw new SQLException("the server does not say where its binlog ends", "HY000");
            }
            return new Coordinates.FileOffset(rows.getString(1), rows.getLong(2));
        }
    }

    /** What the server has committed, and what of it its binlog no longer holds. */
    GtidState gtids(Connection connection) throws SQLException;

    /** Whether the rows of updates and deletes in its binlog lack generated columns, whatever binlog_row_image says. */
    boolean leavesOutGeneratedColumns(Connection connection) throws SQLException;

    /** Types whose stored form does not tell on this server what a value is, as their definitions begin. */
    Set<String> ambiguousTypes(Connection connection) throws SQLException;

    /** What the server's variables must be for a stream whose positions are told in one way or the other. */
    List<SettingRequirement> requirements(ReplicationMechanism mechanism);

    /** Whether rows that foreign keys change are in the binlog; of servers behind a proxy, what this one does. */
    CascadeLogging cascadeLogging(Connection connection) throws SQLException;

    /** How long the server keeps its binlog. */
    BinlogRetention retention(ServerVariables variables);

    /** Whether the server is a replica of another one. */
    boolean isReplica(Connection connection) throws SQLException;

    /** Statement that answers with the columns Binlog_Do_DB and Binlog_Ignore_DB; asks for {@link #positionPrivilege}. */
    String binlogStatusStatement(Connection connection) throws SQLException;

    /** Whether the user may follow the binlog: REPLICATION SLAVE. */
    boolean mayFollowBinlog(Connection connection) throws SQLException;

    /** Statement that works only with the privilege to read positions. */
    String positionStatement();

    /** Name of the privilege that {@link #positionStatement} needs. */
    String positionPrivilege();
}

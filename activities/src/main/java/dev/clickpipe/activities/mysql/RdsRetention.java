package dev.clickpipe.activities.mysql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/**
 * What Amazon RDS and Aurora tell of their binlog: a job of theirs purges it, as soon as it can unless it was told to wait
 * (docs.aws.amazon.com, "mysql.rds_show_configuration").
 */
public final class RdsRetention {
    private static final int PROCEDURE_MISSING = 1305;
    private static final int PROCEDURE_DENIED = 1370;

    private RdsRetention() {}

    /** Statement that lets the connection's user read it. */
    public static String grant(Connection connection) throws SQLException {
        return "GRANT EXECUTE ON PROCEDURE mysql.rds_show_configuration TO " + Grantee.of(connection);
    }

    /**
     * Asks for it.
     *
     * @param ruler which of Amazon's services it is
     * @param otherwise what is true of a server that is not one of Amazon's
     * @return empty when the service does not say, most likely because the user may not know
     */
    static Optional<BinlogRetention> ask(Connection connection, BinlogRetention.Ruler ruler,
            BinlogRetention otherwise) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("CALL mysql.rds_show_configuration")) {
            while (rows.next()) {
                if ("binlog retention hours".equals(rows.getString("name"))) {
                    // NULL reads as 0.
                    return Optional.of(new BinlogRetention(ruler, Duration.ofHours(rows.getLong("value"))));
                }
            }
            return Optional.empty();
        } catch (SQLException failure) {
            return switch (failure.getErrorCode()) {
                case PROCEDURE_DENIED -> Optional.empty();
                // A server of somebody else, which was given the type of one of Amazon's.
                case PROCEDURE_MISSING -> Optional.of(otherwise);
                default -> throw failure;
            };
        }
    }
}

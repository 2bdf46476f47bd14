package dev.clickpipe.activities.mysql;

import dev.clickpipe.workflows.settings.SourceType;
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
    /** What a user needs who is to read it. */
    public static final String PRIVILEGE = "EXECUTE ON PROCEDURE mysql.rds_show_configuration";

    private static final int PROCEDURE_MISSING = 1305;
    private static final int PROCEDURE_DENIED = 1370;

    private RdsRetention() {}

    /**
     * Asks for it.
     *
     * @param type of the source; when the server is not one of Amazon's, its variables are read as that type has them
     * @param ruler which of Amazon's services it is
     * @return empty when the user may not know
     */
    static Optional<BinlogRetention> ask(SourceType type, Connection connection, BinlogRetention.Ruler ruler)
            throws SQLException {
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
                case PROCEDURE_MISSING -> Optional.of(BinlogRetention.byVariables(type, connection));
                default -> throw failure;
            };
        }
    }
}

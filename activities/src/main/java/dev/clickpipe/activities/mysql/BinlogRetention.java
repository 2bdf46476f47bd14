package dev.clickpipe.activities.mysql;

import dev.clickpipe.workflows.settings.SourceType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a server keeps its binlog.
 *
 * @param ruler what decides it
 * @param kept null: until somebody purges it; zero: as long as the server needs it itself
 */
public record BinlogRetention(Ruler ruler, @Nullable Duration kept) {
    /** What a pipe needs: a day, to outlast a pause or a failure that nobody saw at night. */
    public static final Duration SHORTEST = Duration.ofHours(24);

    /** What decides how long a binlog is kept, and what has it kept longer. */
    public enum Ruler {
        MYSQL, MARIADB,
        /** A job of the service purges, whatever the variables say; a week at most. */
        RDS,
        /** The same, with 90 days. */
        AURORA;

        private static final String VARIABLE = "binlog_expire_logs_seconds";

        private String shown(@Nullable Duration kept) {
            return switch (this) {
                case MYSQL, MARIADB -> VARIABLE + "=" + (kept == null ? 0 : kept.toSeconds());
                case RDS, AURORA -> "binlog retention hours="
                        + (kept == null || kept.isZero() ? "NULL" : Long.toString(kept.toHours()));
            };
        }

        private String statement(Duration wanted) {
            return switch (this) {
                case MYSQL -> "SET PERSIST " + VARIABLE + " = " + wanted.toSeconds() + ";";
                case MARIADB -> "SET GLOBAL " + VARIABLE + " = " + wanted.toSeconds() + ";";
                case RDS -> procedure(wanted, Duration.ofDays(7));
                case AURORA -> procedure(wanted, Duration.ofDays(90));
            };
        }

        private static String procedure(Duration wanted, Duration most) {
            return "CALL mysql.rds_set_configuration('binlog retention hours', "
                    + Math.min(wanted.toHours(), most.toHours()) + ");";
        }
    }

    /**
     * Asks a source.
     *
     * @param variables which speak for a server that is not one of Amazon's
     * @return empty when the source does not tell its user; see {@link RdsRetention#grant}
     */
    public static Optional<BinlogRetention> read(SourceType type, Connection connection, ServerVariables variables)
            throws SQLException {
        BinlogRetention byVariables = SourceServer.of(type).retention(variables);
        return switch (type) {
            case MYSQL, MARIADB -> Optional.of(byVariables);
            case RDS_MYSQL, RDS_MARIADB -> RdsRetention.ask(connection, Ruler.RDS, byVariables);
            case AURORA_MYSQL -> RdsRetention.ask(connection, Ruler.AURORA, byVariables);
        };
    }

    /** The setting as it is, {@code name=value}. */
    public String shown() {
        return ruler.shown(kept);
    }

    /** Statement that has the server keep it for twice as long as it does. */
    public String doubled() {
        return kept == null || kept.isZero() ? enough() : ruler.statement(kept.multipliedBy(2));
    }

    /** Statement that has the server keep it for long enough. */
    public String enough() {
        return ruler.statement(SHORTEST);
    }

    /** Whether it is long enough. */
    public boolean longEnough() {
        return kept == null || kept.compareTo(SHORTEST) >= 0;
    }
}

package dev.clickpipe.activities.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.binlog.BinlogTestSource;
import java.sql.SQLException;

/**
 * A zone that skips 02:00 to 03:00 on 2024-03-31 and repeats it on 2024-10-27, in force at a server until this is closed.
 * Servers without tables of zones know no such zone by name, so it is written into these tables and taken out again.
 */
final class ZoneWithGapAndFold implements AutoCloseable {
    private static final String NAME = "clickpipe/gap_and_fold";
    private static final long GAP = 1_711_846_800;
    private static final long FOLD = 1_729_990_800;

    private final BinlogTestSource source;
    private final ServerZone inForce;

    ZoneWithGapAndFold(BinlogTestSource source) throws SQLException {
        this.source = source;
        takeOut();
        unlogged("INSERT INTO mysql.time_zone (Use_leap_seconds) VALUES ('N')", "SET @zone = LAST_INSERT_ID()",
                "INSERT INTO mysql.time_zone_name (Name, Time_zone_id) VALUES ('" + NAME + "', @zone)",
                "INSERT INTO mysql.time_zone_transition_type (Time_zone_id, Transition_type_id, `Offset`, Is_DST,"
                        + " Abbreviation) VALUES (@zone, 0, 3600, 0, 'CET'), (@zone, 1, 7200, 1, 'CEST')",
                "INSERT INTO mysql.time_zone_transition (Time_zone_id, Transition_time, Transition_type_id) VALUES"
                        + " (@zone, 0, 0), (@zone, " + GAP + ", 1), (@zone, " + FOLD + ", 0)");
        inForce = new ServerZone(source, NAME);
    }

    /** Fails when the server does not skip and repeat the hours that this is about. */
    void check() throws SQLException {
        source.run("SET SESSION time_zone = DEFAULT");
        assertThat(shown(GAP - 1)).isEqualTo("2024-03-31 01:59:59");
        assertThat(shown(GAP)).isEqualTo("2024-03-31 03:00:00");
        assertThat(shown(FOLD - 1800)).isEqualTo(shown(FOLD + 1800)).isEqualTo("2024-10-27 02:30:00");
    }

    private String shown(long second) throws SQLException {
        return source.value("SELECT CAST(FROM_UNIXTIME(" + second + ") AS CHAR)");
    }

    private void takeOut() throws SQLException {
        unlogged("SET @zone = (SELECT Time_zone_id FROM mysql.time_zone_name WHERE Name = '" + NAME + "')",
                "DELETE FROM mysql.time_zone_transition WHERE Time_zone_id = @zone",
                "DELETE FROM mysql.time_zone_transition_type WHERE Time_zone_id = @zone",
                "DELETE FROM mysql.time_zone_name WHERE Time_zone_id = @zone",
                "DELETE FROM mysql.time_zone WHERE Time_zone_id = @zone");
    }

    private void unlogged(String... statements) throws SQLException {
        source.run("SET SESSION sql_log_bin = 0");
        source.run(statements);
        source.run("SET SESSION sql_log_bin = 1");
    }

    @Override
    public void close() throws SQLException {
        inForce.close();
        takeOut();
    }
}

package dev.clickpipe.activities.types;

import dev.clickpipe.activities.binlog.BinlogTestSource;
import java.sql.SQLException;

/** The zone that a server gives to new sessions, until this is closed. */
final class ServerZone implements AutoCloseable {
    private final BinlogTestSource source;
    private final String before;

    ServerZone(BinlogTestSource source, String zone) throws SQLException {
        this.source = source;
        before = source.value("SELECT @@global.time_zone");
        source.run("SET GLOBAL time_zone = '" + zone + "'");
    }

    @Override
    public void close() throws SQLException {
        source.run("SET GLOBAL time_zone = '" + before + "'");
    }
}

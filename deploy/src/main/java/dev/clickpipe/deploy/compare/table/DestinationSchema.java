package dev.clickpipe.deploy.compare.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clickpipe.deploy.connection.ClickHouse;
import dev.clickpipe.deploy.connection.Names;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a destination table looks like, from ClickHouse's system tables. */
public final class DestinationSchema {
    /** The column that marks deleted rows, which are left out. */
    public static final String DELETED = "_peerdb_is_deleted";
    /** How the columns begin that a pipe adds to those of the source. */
    public static final String ADDED_PREFIX = "_peerdb_";

    private DestinationSchema() {}

    public static Map<String, DestinationType> columns(ClickHouse clickHouse, QualifiedName table)
            throws IOException, InterruptedException {
        Map<String, DestinationType> columns = new LinkedHashMap<>();
        for (JsonNode row : clickHouse.rows("SELECT name, type FROM system.columns WHERE database = "
                + Names.clickHouseText(table.database()) + " AND table = " + Names.clickHouseText(table.table())
                + " AND default_kind != 'EPHEMERAL' ORDER BY position")) {
            columns.put(row.path(0).asText(), DestinationType.parse(row.path(1).asText()));
        }
        return columns;
    }

    /** The table's engine, such as {@code ReplacingMergeTree}; empty when there is no such table. */
    public static String engine(ClickHouse clickHouse, QualifiedName table) throws IOException, InterruptedException {
        return clickHouse
                .first("SELECT engine FROM system.tables WHERE database = " + Names.clickHouseText(table.database())
                        + " AND name = " + Names.clickHouseText(table.table()))
                .map(row -> row.path(0).asText()).orElse("");
    }
}

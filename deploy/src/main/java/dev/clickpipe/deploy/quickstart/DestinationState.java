package dev.clickpipe.deploy.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clickpipe.deploy.connection.ClickHouse;
import dev.clickpipe.deploy.demo.ShopTable;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** What has arrived at the destination: rows of every version, and the highest version, per table. */
record DestinationState(Map<ShopTable, String> byTable) {

    static DestinationState now(ClickHouse clickHouse) throws IOException, InterruptedException {
        Map<ShopTable, String> byTable = new EnumMap<>(ShopTable.class);
        for (ShopTable table : ShopTable.values()) {
            // Merges take old versions of rows away, so the number of rows alone would not do: times and versions stay.
            byTable.put(table, clickHouse
                    .first("SELECT max(_peerdb_version), max(_peerdb_synced_at) FROM " + DemoPipe.target(table))
                    .map(JsonNode::toString).orElse(""));
        }
        return new DestinationState(byTable);
    }
}

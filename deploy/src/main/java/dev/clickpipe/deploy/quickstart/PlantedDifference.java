package dev.clickpipe.deploy.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clickpipe.deploy.connection.ClickHouse;
import dev.clickpipe.deploy.connection.Names;
import dev.clickpipe.deploy.demo.ShopTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Changes one byte of one row at the destination, to show that the check would see it. */
final class PlantedDifference {
    private static final ShopTable TABLE = ShopTable.ORDERS;
    private static final String COLUMN = "currency";

    private PlantedDifference() {}

    static String plant(ClickHouse clickHouse) throws IOException, InterruptedException {
        List<String> columns = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (JsonNode row : clickHouse.rows("SELECT name FROM system.columns WHERE database = "
                + Names.clickHouseText(DemoPipe.DESTINATION_DATABASE) + " AND table = "
                + Names.clickHouseText(TABLE.tableName()) + " AND default_kind != 'EPHEMERAL'")) {
            String column = row.path(0).asText();
            String name = Names.clickHouse(column);
            columns.add(name);
            values.add(switch (column) {
                case COLUMN -> "concat(substring(" + name + ", 1, 2), char(bitXor(ascii(substring(" + name
                        + ", 3, 1)), 1)))";
                case "_peerdb_version" -> name + " + 1";
                default -> name;
            });
        }
        clickHouse.execute("INSERT INTO " + DemoPipe.target(TABLE) + " (" + String.join(", ", columns) + ") SELECT "
                + String.join(", ", values) + " FROM " + DemoPipe.target(TABLE)
                + " FINAL WHERE _peerdb_is_deleted = 0 AND length(currency) = 3 ORDER BY id LIMIT 1");
        return DemoPipe.DESTINATION_DATABASE + "." + TABLE.tableName() + "." + COLUMN;
    }
}

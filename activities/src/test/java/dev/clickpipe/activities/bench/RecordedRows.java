package dev.clickpipe.activities.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clickpipe.activities.binlog.BinlogTestSource;
import dev.clickpipe.activities.binlog.event.BinlogEvent;
import dev.clickpipe.activities.binlog.event.Body;
import dev.clickpipe.activities.binlog.table.TableMap;
import dev.clickpipe.activities.definition.TableDefinition;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Inserts of one table as a real server logged them, kept in a file for the process that measures.
 *
 * @param bodies of the TABLE_MAP event, then of the rows events, version 2
 */
record RecordedRows(TableDefinition definition, long tableId, List<byte[]> bodies) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Makes a table with the columns, inserts the row so often, and takes what the binlog says. */
    static RecordedRows record(String columns, String values, int rows) throws SQLException, InterruptedException {
        try (BinlogTestSource source = new BinlogTestSource(Flavour.MYSQL)) {
            source.run("CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, " + columns + ") CHARACTER SET utf8mb4");
            Coordinates from = source.position();
            String row = "(NULL," + values + ")";
            source.run("INSERT INTO t VALUES " + row + ("," + row).repeat(rows - 1));
            long tableId = -1;
            List<byte[]> bodies = new ArrayList<>();
            for (BinlogEvent event : source.eventsSince(from)) {
                if (event instanceof BinlogEvent.TableMapped mapped && mapped.table().equals("t")) {
                    bodies.add(bytes(mapped.body()));
                    tableId = mapped.tableId();
                } else if (event instanceof BinlogEvent.RowsChanged changed && changed.tableId() == tableId) {
                    bodies.add(bytes(changed.body()));
                }
            }
            return new RecordedRows(source.definition("t"), tableId, bodies);
        }
    }

    private static byte[] bytes(Body body) {
        byte[] bytes = new byte[body.length()];
        System.arraycopy(body.bytes(), body.offset(), bytes, 0, bytes.length);
        return bytes;
    }

    void write(Path file) throws IOException {
        JSON.writeValue(file.toFile(), this);
    }

    static RecordedRows read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), RecordedRows.class);
    }

    byte[] tableMap() {
        return bodies.getFirst();
    }

    List<byte[]> events() {
        return bodies.subList(1, bodies.size());
    }

    TableMap map() {
        byte[] tableMap = tableMap();
        return TableMap.parse(new BinlogEvent.TableMapped(tableId, definition.name().schema(),
                definition.name().table(), new Body(tableMap, 0, tableMap.length), Flavour.MYSQL));
    }
}

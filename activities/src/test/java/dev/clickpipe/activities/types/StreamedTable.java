package dev.clickpipe.activities.types;

import dev.clickpipe.activities.binlog.event.BinlogEvent;
import dev.clickpipe.activities.binlog.event.Body;
import dev.clickpipe.activities.binlog.table.TableMap;
import dev.clickpipe.activities.definition.TableDefinition;
import java.util.ArrayList;
import java.util.List;

/** The rows events of one table out of a recorded stream, and a decoder for them. */
final class StreamedTable {
    private final List<BinlogEvent.RowsChanged> events = new ArrayList<>();
    private final TableDefinition definition;
    private TableMap map;

    StreamedTable(TableDefinition definition, List<BinlogEvent> stream) {
        this.definition = definition;
        TableMap current = null;
        long tableId = -1;
        for (BinlogEvent event : stream) {
            if (event instanceof BinlogEvent.TableMapped mapped && mapped.schema().equals(definition.name().schema())
                    && mapped.table().equals(definition.name().table())) {
                current = TableMap.parse(mapped);
                tableId = mapped.tableId();
            } else if (event instanceof BinlogEvent.RowsChanged rows && rows.tableId() == tableId) {
                events.add(rows);
            }
        }
        if (current == null) {
            throw new AssertionError("no TABLE_MAP of " + definition.name());
        }
        map = current;
    }

    TableDefinition definition() {
        return definition;
    }

    TableMap map() {
        return map;
    }

    List<BinlogEvent.RowsChanged> events() {
        return events;
    }

    RowsDecoder decoder(RowLayout layout) {
        return new RowsDecoder(definition, map.imageLayout(definition), layout, 0);
    }

    /** Decodes all events, ordinals counted as a stream does. */
    RowBuffer decode(RowsDecoder decoder, int epoch) {
        RowBuffer out = new RowBuffer(64);
        long ordinal = 0;
        for (BinlogEvent.RowsChanged event : events) {
            Body body = event.body();
            decoder.decode(event.kind(), event.version(), body.bytes(), body.offset(), body.length(), epoch, ordinal,
                    out);
            ordinal += body.length();
        }
        return out;
    }
}

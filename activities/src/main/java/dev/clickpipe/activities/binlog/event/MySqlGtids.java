package dev.clickpipe.activities.binlog.event;

import com.github.shyiko.mysql.binlog.event.GtidEventData;
import com.github.shyiko.mysql.binlog.event.GtidTaggedEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.GtidEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.GtidTaggedEventDataDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import dev.clickpipe.activities.types.ValueException;
import java.io.IOException;
import java.util.Arrays;

/** MySQL's GTID events, tagged and not, as the binlog client reads them. */
final class MySqlGtids {
    private MySqlGtids() {}

    static BinlogEvent.TransactionStart read(RawEvent event, long nextOffset) {
        byte[] bytes = Arrays.copyOfRange(event.body().bytes(), event.body().offset(), event.body().end());
        long offset = nextOffset - event.length();
        ByteArrayInputStream stream = new ByteArrayInputStream(bytes);
        try {
            if (event.type() == EventType.GTID_TAGGED) {
                GtidTaggedEventData tagged = new GtidTaggedEventDataDeserializer().deserialize(stream);
                return new BinlogEvent.TransactionStart(tagged.getMySqlGtid().toString(),
                        tagged.getOriginalCommitTimestamp(), offset, nextOffset);
            }
            GtidEventData data = new GtidEventDataDeserializer().deserialize(stream);
            String gtid = event.type() == EventType.ANONYMOUS_GTID ? null : data.getMySqlGtid().toString();
            return new BinlogEvent.TransactionStart(gtid, data.getOriginalCommitTimestamp(), offset, nextOffset);
        } catch (IOException | IllegalArgumentException e) {
            throw ValueException.corrupt("a GTID cannot be read: " + e.getMessage());
        }
    }
}

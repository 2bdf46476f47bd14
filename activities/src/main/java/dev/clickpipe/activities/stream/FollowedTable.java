package dev.clickpipe.activities.stream;

import dev.clickpipe.activities.binlog.event.BinlogEvent;
import dev.clickpipe.activities.binlog.event.Body;
import dev.clickpipe.activities.binlog.table.TableMap;
import dev.clickpipe.activities.types.RowsDecoder;
import java.util.List;

/**
 * A source table as one TABLE_MAP announced it, with the decoders that fit that announcement.
 *
 * @param map the announcement; the same bytes mean the same table and the same definition
 * @param decoders one per destination table
 */
record FollowedTable(ReplicatedTable table, TableMap map, List<RowsDecoder> decoders) {
    /** Makes the decoders for a table whose announcement agrees with its definition. */
    static FollowedTable of(ReplicatedTable table, TableMap map) {
        return new FollowedTable(table, map, table.destinations().stream()
                .map(target -> new RowsDecoder(table.definition(), map.imageLayout(table.definition()), target.layout(),
                        target.storedThrough()))
                .toList());
    }

    /**
     * Decodes the rows into each destination table's part of the batch, and counts them once.
     *
     * @param transaction theirs
     */
    void decode(BinlogEvent.RowsChanged rows, int epoch, long ordinal, SourceTransaction transaction, Batch batch) {
        RowsDecoder counting = decoders.getFirst();
        ChangeCounts counts = batch.counts(table.number());
        counts.inserts -= counting.inserts();
        counts.updates -= counting.updates();
        counts.deletes -= counting.deletes();
        Body event = rows.body();
        for (int index = 0; index < decoders.size(); index++) {
            StreamTarget target = table.destinations().get(index);
            if (!target.isLoaded(transaction)) {
                decoders.get(index).decode(rows.kind(), rows.version(), event.bytes(), event.offset(), event.length(),
                        epoch, ordinal, batch.table(target.number()).rows());
            }
        }
        counts.inserts += counting.inserts();
        counts.updates += counting.updates();
        counts.deletes += counting.deletes();
        counts.losses = batch.table(table.destinations().getFirst().number()).rows().losses().list();
    }
}

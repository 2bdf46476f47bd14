package dev.clickpipe.activities.binlog.event;

import dev.clickpipe.activities.types.RowsKind;

/** What the head of a rows event says of its images. */
final class RowImages {
    private static final int POST_HEADER = 8;

    private RowImages() {}

    /** post-header 8 | (version 2: length 2 with itself, extra data) | columns, packed | a bit per column, once or twice. */
    static boolean areComplete(BinlogEvent.RowsChanged rows) {
        ByteReader reader = new ByteReader(rows.body());
        reader.skip(POST_HEADER);
        if (rows.version() == 2) {
            int extra = (int) reader.readLittleEndian(2);
            reader.skip(extra - 2);
        }
        int columns = (int) reader.readPacked();
        boolean complete = allSet(reader, columns);
        return rows.kind() == RowsKind.UPDATE ? allSet(reader, columns) && complete : complete;
    }

    private static boolean allSet(ByteReader reader, int columns) {
        boolean all = true;
        for (int column = 0; column < columns; column += Byte.SIZE) {
            int wanted = 0xFF >> Math.max(0, Byte.SIZE - (columns - column));
            all &= (reader.readByte() & wanted) == wanted;
        }
        return all;
    }
}

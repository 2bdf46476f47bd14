package dev.clickpipe.activities.types.text;

import dev.clickpipe.activities.types.Conversion;
import dev.clickpipe.activities.types.DestinationType;
import dev.clickpipe.activities.types.LittleEndian;
import dev.clickpipe.activities.types.RowBuffer;

/** Sixteen bytes as UUID, in the order in which a UUID is written: what UUID_TO_BIN makes of it. */
record UuidBytes() implements Conversion {
    static final int LENGTH = 16;

    @Override
    public DestinationType type() {
        return new DestinationType.Uuid();
    }

    @Override
    public void convert(RowBuffer out, int start) {
        int at = out.stringAt(start);
        long high = bigEndian(out.array(), at);
        long low = bigEndian(out.array(), at + Long.BYTES);
        out.truncate(start);
        out.putLong(high);
        out.putLong(low);
    }

    private static long bigEndian(byte[] bytes, int start) {
        return Long.reverseBytes(LittleEndian.getLong(bytes, start));
    }
}

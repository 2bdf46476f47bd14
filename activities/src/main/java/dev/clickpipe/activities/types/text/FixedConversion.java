package dev.clickpipe.activities.types.text;

import dev.clickpipe.activities.types.Conversion;
import dev.clickpipe.activities.types.DestinationType;
import dev.clickpipe.activities.types.RowBuffer;

/** The bytes of a string, all of one length, without the length before them. */
record FixedConversion(DestinationType.FixedText type) implements Conversion {
    @Override
    public void convert(RowBuffer out, int start) {
        int at = out.stringAt(start);
        out.truncate(start);
        out.putBytes(out.array(), at, type.length());
    }
}

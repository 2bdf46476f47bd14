package dev.clickpipe.activities.types.time;

import dev.clickpipe.activities.types.Conversion;
import dev.clickpipe.activities.types.DestinationType;
import dev.clickpipe.activities.types.LittleEndian;
import dev.clickpipe.activities.types.RowBuffer;

/** Durations as the server writes them: {@code -838:59:59.000000}, with so many digits behind the second. */
record TimeText(int fractionDigits) implements Conversion {
    @Override
    public DestinationType type() {
        return new DestinationType.Text();
    }

    @Override
    public void convert(RowBuffer out, int start) {
        long micros = LittleEndian.getLong(out.array(), start);
        out.truncate(start);
        long size = Math.abs(micros);
        int seconds = (int) (size / 1_000_000);
        int hourDigits = seconds >= 360_000 ? 3 : 2;
        out.putLength((micros < 0 ? 1 : 0) + hourDigits + "00:00".length() + 1 + Digits.fractionLength(fractionDigits));
        if (micros < 0) {
            out.putByte('-');
        }
        Digits.putClock(seconds / 3600, hourDigits, seconds % 3600, out);
        Digits.putFraction((int) (size % 1_000_000), fractionDigits, out);
    }
}

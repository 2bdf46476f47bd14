package dev.clickpipe.activities.types.time;

import dev.clickpipe.activities.types.Conversion;
import dev.clickpipe.activities.types.DestinationType;
import dev.clickpipe.activities.types.LittleEndian;
import dev.clickpipe.activities.types.RowBuffer;
import java.time.LocalDate;

/** Dates as Date, which has those from 1970-01-01 to 2149-06-06. */
record ShortDate() implements Conversion {
    private static final int LAST_DAY = 65_535;

    @Override
    public DestinationType type() {
        return new DestinationType.Date();
    }

    @Override
    public void convert(RowBuffer out, int start) {
        int day = LittleEndian.getInt(out.array(), start);
        int near = Math.clamp(day, 0, LAST_DAY);
        out.truncate(start);
        out.putShort(near);
        if (near != day) {
            out.noteLoss(LocalDate.ofEpochDay(day).toString());
        }
    }
}

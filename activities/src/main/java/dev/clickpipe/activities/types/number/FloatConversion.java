package dev.clickpipe.activities.types.number;

import dev.clickpipe.activities.types.Conversion;
import dev.clickpipe.activities.types.DestinationType;
import dev.clickpipe.activities.types.LittleEndian;
import dev.clickpipe.activities.types.RowBuffer;

/** FLOAT as Float64, the same number; DOUBLE as Float32, the nearest one. */
record FloatConversion(DestinationType.Floating type) implements Conversion {
    @Override
    public void convert(RowBuffer out, int start) {
        if (type.width() == Double.BYTES) {
            double number = Float.intBitsToFloat(LittleEndian.getInt(out.array(), start));
            out.truncate(start);
            out.putLong(Double.doubleToRawLongBits(number));
            return;
        }
        double number = Double.longBitsToDouble(LittleEndian.getLong(out.array(), start));
        // The servers store neither infinite numbers nor such as are none.
        float near = (float) Math.clamp(number, -Float.MAX_VALUE, Float.MAX_VALUE);
        out.truncate(start);
        out.putInt(Float.floatToRawIntBits(near));
        if (near != number) {
            out.noteLoss(Double.toString(number));
        }
    }
}

package dev.clickpipe.activities.types.time;

import dev.clickpipe.activities.types.Conversion;
import dev.clickpipe.activities.types.DestinationType;
import dev.clickpipe.activities.types.LittleEndian;
import dev.clickpipe.activities.types.RowBuffer;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Microseconds since 1970 in other steps, rounded, and brought into the range that ClickHouse documents. What a rounding
 * takes away is a loss, and is noted: choose as many digits as the source's column has.
 *
 * @param multiplied steps of the type in a microsecond, 1 where they are longer
 * @param divided microseconds in a step, 1 where they are shorter
 * @param lowest in steps
 * @param highest in steps
 */
record TickConversion(DestinationType type, long multiplied, long divided, long lowest,
        long highest) implements Conversion {
    private static final int MICRO_DIGITS = 6;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long FIRST_SECOND = Calendar.epochDay(1900, 1, 1) * 86_400;
    private static final long END_SECOND = Calendar.epochDay(2300, 1, 1) * 86_400;
    private static final long LAST_OF_DATE_TIME = 4_294_967_295L;

    /** Moments at another type; empty for types that hold none. */
    static Optional<Conversion> to(DestinationType chosen) {
        return switch (chosen) {
            case DestinationType.DateTime _ ->
                Optional.of(new TickConversion(chosen, 1, MICROS_PER_SECOND, 0, LAST_OF_DATE_TIME));
            case DestinationType.DateTime64(int digits, var _) -> Optional.of(ofDigits(chosen, digits));
            default -> Optional.empty();
        };
    }

    private static TickConversion ofDigits(DestinationType chosen, int digits) {
        long second = power(digits);
        // With nine digits eight bytes end in the year 2262.
        long highest = Math.min(END_SECOND, Long.MAX_VALUE / second) * second - 1;
        return new TickConversion(chosen, power(Math.max(0, digits - MICRO_DIGITS)),
                power(Math.max(0, MICRO_DIGITS - digits)), FIRST_SECOND * second, highest);
    }

    private static long power(int digits) {
        long power = 1;
        for (int i = 0; i < digits; i++) {
            power *= 10;
        }
        return power;
    }

    @Override
    public void convert(RowBuffer out, int start) {
        long micros = LittleEndian.getLong(out.array(), start);
        long rounded = Math.floorDiv(micros + divided / 2, divided);
        long ticks = Math.clamp(rounded, Math.ceilDiv(lowest, multiplied), highest / multiplied) * multiplied;
        out.truncate(start);
        out.putInteger(ticks, type.defaultWidth());
        if (ticks / multiplied * divided != micros) {
            out.noteLoss(LocalDateTime.ofEpochSecond(Math.floorDiv(micros, MICROS_PER_SECOND),
                    (int) Math.floorMod(micros, MICROS_PER_SECOND) * 1000, ZoneOffset.UTC).toString()
                    .replace('T', ' '));
        }
    }
}

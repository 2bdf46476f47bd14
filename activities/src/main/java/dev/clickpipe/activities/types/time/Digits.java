package dev.clickpipe.activities.types.time;

import dev.clickpipe.activities.types.RowBuffer;

/** Numbers as digits, with the zeros before them that dates and times have. */
final class Digits {
    private static final int MICRO_DIGITS = 6;

    private Digits() {}

    /** Writes the last {@code digits} digits of a number. */
    static void put(int number, int digits, RowBuffer out) {
        int unit = 1;
        for (int i = 1; i < digits; i++) {
            unit *= 10;
        }
        for (; unit > 0; unit /= 10) {
            out.putByte('0' + number / unit % 10);
        }
    }

    /** Writes {@code 2024-02-29}. */
    static void putDate(int year, int month, int day, RowBuffer out) {
        put(year, 4, out);
        out.putByte('-');
        put(month, 2, out);
        out.putByte('-');
        put(day, 2, out);
    }

    /** Writes {@code 13:14:15}. */
    static void putClock(int hours, int hourDigits, int secondOfHour, RowBuffer out) {
        put(hours, hourDigits, out);
        out.putByte(':');
        put(secondOfHour / 60, 2, out);
        out.putByte(':');
        put(secondOfHour % 60, 2, out);
    }

    /** Bytes of a fraction with its point; none without digits. */
    static int fractionLength(int fractionDigits) {
        return fractionDigits == 0 ? 0 : 1 + fractionDigits;
    }

    /** Writes the first digits of microseconds, behind a point. */
    static void putFraction(int micros, int fractionDigits, RowBuffer out) {
        if (fractionDigits > 0) {
            out.putByte('.');
            int unit = 1;
            for (int i = fractionDigits; i < MICRO_DIGITS; i++) {
                unit *= 10;
            }
            put(micros / unit, fractionDigits, out);
        }
    }
}

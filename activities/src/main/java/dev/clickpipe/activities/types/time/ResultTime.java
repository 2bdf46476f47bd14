package dev.clickpipe.activities.types.time;

import dev.clickpipe.activities.types.LittleEndian;
import dev.clickpipe.activities.types.ValueException;

/**
 * Dates in the binary protocol: year in two bytes, month, day; then hour, minute, second; then four bytes of
 * microseconds. What is zero to the end is left out, so that a zero date has no bytes at all.
 */
final class ResultTime {
    private ResultTime() {}

    static void check(byte[] value, int longest) {
        boolean known = switch (value.length) {
            case 0, 4, 7, 11 -> value.length <= longest;
            default -> false;
        };
        if (!known) {
            throw ValueException.garbled("the server sent a date of " + value.length + " bytes");
        }
    }

    static int year(byte[] value) {
        return (int) LittleEndian.getUnsigned(value, 0, 2);
    }
}

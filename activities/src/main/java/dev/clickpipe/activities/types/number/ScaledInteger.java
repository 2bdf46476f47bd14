package dev.clickpipe.activities.types.number;

import dev.clickpipe.activities.types.LittleEndian;

/** Arithmetic on a little endian integer of 4, 8, 16 or 32 bytes where it stands in a buffer. */
final class ScaledInteger {
    private ScaledInteger() {}

    /** {@code number = number * factor + addend}, both below 2^31 and not negative; what overflows is lost. */
    static void multiplyAdd(byte[] bytes, int start, int width, int factor, int addend) {
        long carry = addend;
        for (int at = start; at < start + width; at += 4) {
            carry += Integer.toUnsignedLong(LittleEndian.getInt(bytes, at)) * factor;
            LittleEndian.setInt(bytes, at, (int) carry);
            carry >>>= 32;
        }
    }

    /** The number with the other sign, as two's complement. */
    static void negate(byte[] bytes, int start, int width) {
        long carry = 1;
        for (int at = start; at < start + width; at += 4) {
            carry += Integer.toUnsignedLong(~LittleEndian.getInt(bytes, at));
            LittleEndian.setInt(bytes, at, (int) carry);
            carry >>>= 32;
        }
    }
}

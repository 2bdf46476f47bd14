package dev.clickpipe.activities.types.number;

import dev.clickpipe.activities.types.DestinationType.Scaled;
import dev.clickpipe.activities.types.LittleEndian;
import dev.clickpipe.activities.types.RowBuffer;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Little endian integers where they stand in a buffer. */
final class ScaledInteger {
    private ScaledInteger() {}

    /** {@code number = number * factor + addend}; the number of 4, 8, 16 or 32 bytes, both others below 2^31 and not negative; what overflows is lost. */
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

    /** Whether a number, without the point, is one of Java's. */
    static boolean isLong(byte[] bytes, int start, Scaled type) {
        return type.width() < Long.BYTES
                || (type.width() == Long.BYTES && (!type.unsigned() || LittleEndian.getLong(bytes, start) >= 0));
    }

    /** A number that {@link #isLong}, without the point. */
    static long readLong(byte[] bytes, int start, Scaled type) {
        long number = LittleEndian.getUnsigned(bytes, start, type.width());
        int above = Long.SIZE - type.width() * 8;
        return type.unsigned() ? number : number << above >> above;
    }

    /** Any number, with the point where its type has it. */
    static BigDecimal read(byte[] bytes, int start, Scaled type) {
        byte[] bigEndian = new byte[type.width()];
        for (int i = 0; i < bigEndian.length; i++) {
            bigEndian[bigEndian.length - 1 - i] = bytes[start + i];
        }
        BigInteger number = type.unsigned() ? new BigInteger(1, bigEndian) : new BigInteger(bigEndian);
        return new BigDecimal(number, type.scale());
    }

    /** Writes a number of {@code width} bytes, 1 to 32. */
    static void put(long number, int width, RowBuffer out) {
        out.putInteger(number, Math.min(width, Long.BYTES));
        for (int at = Long.BYTES; at < width; at += Long.BYTES) {
            out.putLong(number >> (Long.SIZE - 1));
        }
    }

    /** Writes a number of {@code width} bytes, 1 to 32, that it fits. */
    static void put(BigInteger number, int width, RowBuffer out) {
        int part = Math.min(width, Long.BYTES);
        for (int at = 0; at < width; at += part) {
            out.putInteger(number.shiftRight(at * 8).longValue(), part);
        }
    }
}

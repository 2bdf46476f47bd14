package dev.clickpipe.activities.types.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.clickpipe.activities.types.ImageColumn;
import dev.clickpipe.activities.types.LittleEndian;
import dev.clickpipe.activities.types.ValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/** Values in a JSON document that JSON itself does not know: decimals, dates and times, and bytes of any other type. */
final class JsonOpaque {
    /** The server breaks lines there (mysys/base64). */
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(76, new byte[]{'\n'});
    private static final int DIGITS_PER_GROUP = 9;
    private static final int[] BYTES_OF_DIGITS = {0, 1, 1, 2, 2, 3, 3, 4, 4, 4};

    private JsonOpaque() {}

    static void write(int type, byte[] bytes, int at, int length, JsonText text) {
        switch (type) {
            case ImageColumn.NEWDECIMAL -> text.put(decimal(bytes, at, length));
            case ImageColumn.DATE, ImageColumn.DATETIME, ImageColumn.TIMESTAMP, ImageColumn.TIME -> {
                if (length != 8) {
                    throw ValueException.corrupt("a JSON document holds a time of " + length + " bytes");
                }
                putQuoted(text, time(type, LittleEndian.getLong(bytes, at)));
            }
            default -> putQuoted(text, "base64:type" + type + ":"
                    + BASE64.encodeToString(Arrays.copyOfRange(bytes, at, at + length)));
        }
    }

    private static void putQuoted(JsonText text, String ascii) {
        byte[] bytes = ascii.getBytes(ISO_8859_1);
        text.putQuoted(bytes, 0, bytes.length);
    }

    /** The bits of a DATETIME and of a TIME as in their own columns, and 24 bits of microseconds behind them. */
    private static String time(int type, long packed) {
        long size = Math.abs(packed);
        long clock = size >>> 24;
        long yearMonth = clock >>> 22;
        String date = String.format(Locale.ROOT, "%04d-%02d-%02d", yearMonth / 13, yearMonth % 13, (clock >>> 17) & 31);
        return switch (type) {
            case ImageColumn.DATE -> date;
            case ImageColumn.TIME -> (packed < 0 ? "-" : "") + clock(clock >>> 12, clock, size);
            default -> date + " " + clock((clock >>> 12) & 31, clock, size);
        };
    }

    private static String clock(long hours, long clock, long size) {
        return String.format(Locale.ROOT, "%02d:%02d:%02d.%06d", hours, (clock >>> 6) & 63, clock & 63,
                size & 0xFF_FFFF);
    }

    /** Precision 1, scale 1, then the digits as in a DECIMAL column. */
    private static String decimal(byte[] bytes, int at, int length) {
        if (length < 3) {
            throw ValueException.corrupt("a JSON document holds a decimal of " + length + " bytes");
        }
        int precision = bytes[at] & 0xFF;
        int scale = bytes[at + 1] & 0xFF;
        if (scale > precision || ImageColumn.decimalWidth(precision, scale) != length - 2) {
            throw ValueException.corrupt("a JSON document holds a decimal(" + precision + "," + scale + ") of " + length
                    + " bytes");
        }
        byte[] digits = Arrays.copyOfRange(bytes, at + 2, at + length);
        boolean negative = digits[0] >= 0;
        digits[0] ^= (byte) 0x80;
        if (negative) {
            for (int i = 0; i < digits.length; i++) {
                digits[i] = (byte) ~digits[i];
            }
        }
        int whole = precision - scale;
        StringBuilder text = new StringBuilder();
        int next = group(digits, 0, whole % DIGITS_PER_GROUP, text);
        for (int i = 0; i < whole / DIGITS_PER_GROUP + scale / DIGITS_PER_GROUP; i++) {
            next = group(digits, next, DIGITS_PER_GROUP, text);
        }
        group(digits, next, scale % DIGITS_PER_GROUP, text);
        BigDecimal value = new BigDecimal(new BigInteger(text.isEmpty() ? "0" : text.toString()), scale);
        return (negative ? "-" : "") + value.toPlainString();
    }

    private static int group(byte[] bytes, int at, int count, StringBuilder text) {
        if (count == 0) {
            return at;
        }
        int width = BYTES_OF_DIGITS[count];
        long value = 0;
        for (int i = at; i < at + width; i++) {
            value = value << 8 | (bytes[i] & 0xFF);
        }
        String digits = Long.toString(value);
        if (digits.length() > count) {
            throw ValueException.corrupt("a JSON document holds a decimal with a group of " + digits.length()
                    + " digits");
        }
        text.append("0".repeat(count - digits.length())).append(digits);
        return at + width;
    }
}

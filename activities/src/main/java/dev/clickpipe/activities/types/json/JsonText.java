package dev.clickpipe.activities.types.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.clickpipe.activities.types.RowBuffer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** JSON as MySQL writes it, in UTF-8 (server: Json_wrapper::to_string, double_quote, my_gcvt). */
final class JsonText {
    /** Beyond so many digits before or behind the point, doubles have an exponent (server: MAX_DECPT_FOR_F_FORMAT). */
    private static final int LONGEST_PLAIN = 15;
    private static final String HEXADECIMAL = "0123456789abcdef";

    private final RowBuffer text;

    JsonText(int expectedBytes) {
        text = new RowBuffer(2 * expectedBytes);
    }

    byte[] bytes() {
        return text.array();
    }

    int size() {
        return text.size();
    }

    /** Characters of ASCII as they are. */
    void put(String ascii) {
        byte[] bytes = ascii.getBytes(ISO_8859_1);
        text.putBytes(bytes, 0, bytes.length);
    }

    /** A string of UTF-8 between quotes. */
    void putQuoted(byte[] bytes, int offset, int end) {
        text.putByte('"');
        for (int at = offset; at < end; at++) {
            putEscaped(bytes[at]);
        }
        text.putByte('"');
    }

    private void putEscaped(byte character) {
        switch (character) {
            case '"', '\\' -> putPair(character);
            case '\b' -> putPair('b');
            case '\f' -> putPair('f');
            case '\n' -> putPair('n');
            case '\r' -> putPair('r');
            case '\t' -> putPair('t');
            default -> {
                if (character >= 0 && character < ' ') {
                    put("\\u00");
                    text.putByte(HEXADECIMAL.charAt(character >> 4));
                    text.putByte(HEXADECIMAL.charAt(character & 15));
                } else {
                    text.putByte(character);
                }
            }
        }
    }

    private void putPair(int character) {
        text.putByte('\\');
        text.putByte(character);
    }

    /** The shortest digits that are read as the same number; never without a point or an exponent. */
    void put(double value) {
        if (value < 0 || (value == 0 && 1 / value < 0)) {
            text.putByte('-');
        }
        if (value == 0) {
            put("0.0");
            return;
        }
        BigDecimal shortest = shortest(Math.abs(value));
        String digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale();
        if (point <= -LONGEST_PLAIN || (point > LONGEST_PLAIN && digits.length() <= point)) {
            putWithExponent(digits, point - 1);
        } else if (point <= 0) {
            put("0." + "0".repeat(-point) + digits);
        } else if (point < digits.length()) {
            put(digits.substring(0, point) + "." + digits.substring(point));
        } else {
            put(digits + "0".repeat(point - digits.length()) + ".0");
        }
    }

    /** Java writes two digits at least, although one may do, as for 5e-324. */
    private static BigDecimal shortest(double value) {
        BigDecimal digits = new BigDecimal(Double.toString(value));
        BigDecimal one = digits.round(new MathContext(1, RoundingMode.HALF_EVEN));
        return (one.doubleValue() == value ? one : digits).stripTrailingZeros();
    }

    private void putWithExponent(String digits, int exponent) {
        put(digits.substring(0, 1) + (digits.length() > 1 ? "." + digits.substring(1) : "") + "e" + exponent);
    }
}

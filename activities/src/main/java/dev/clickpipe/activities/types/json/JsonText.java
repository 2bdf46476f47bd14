package dev.clickpipe.activities.types.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.clickpipe.activities.types.DoubleText;
import dev.clickpipe.activities.types.RowBuffer;

/** JSON as MySQL writes it, in UTF-8 (server: Json_wrapper::to_string, double_quote, my_gcvt). */
final class JsonText {
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

    /** As the server writes a number of JSON: never without a point or an exponent. */
    void put(double value) {
        String number = DoubleText.of(value);
        put(number.indexOf('.') < 0 && number.indexOf('e') < 0 ? number + ".0" : number);
    }
}

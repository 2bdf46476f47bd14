package dev.clickpipe.activities.types.json;

import dev.clickpipe.activities.types.LittleEndian;
import dev.clickpipe.activities.types.ValueException;

/**
 * A document in MySQL's binary form (server: sql-common/json_binary.h), written as text.
 *
 * <pre>
 * document: type 1 | value
 * object:   count | bytes | count × (offset of key, length of key 2) | count × (type 1, offset of value) | keys | values
 * array:    count | bytes | count × (type 1, offset of value) | values
 * </pre>
 *
 * Counts, bytes and offsets have 2 bytes in small objects and arrays, 4 in large ones; offsets count from the container's
 * beginning. Values that fit stand in place of their offset.
 */
final class JsonDocument {
    private static final int SMALL_OBJECT = 0;
    private static final int LARGE_OBJECT = 1;
    private static final int SMALL_ARRAY = 2;
    private static final int LARGE_ARRAY = 3;
    private static final int LITERAL = 4;
    private static final int INT16 = 5;
    private static final int UINT16 = 6;
    private static final int INT32 = 7;
    private static final int UINT32 = 8;
    private static final int INT64 = 9;
    private static final int UINT64 = 10;
    private static final int DOUBLE = 11;
    private static final int STRING = 12;
    private static final int OPAQUE = 15;
    /** The server's own limit (JSON_DOCUMENT_MAX_DEPTH). */
    private static final int DEEPEST = 100;

    private final byte[] bytes;
    private final int start;
    private final int end;
    private final JsonText text;
    /** Damaged offsets may lead to the same bytes again and again; a sound document has no more values than bytes. */
    private int valuesLeft;

    JsonDocument(byte[] bytes, int start, int end, JsonText text) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.text = text;
        valuesLeft = end - start;
    }

    /** No bytes at all stand for null: what ALTER TABLE gives old rows of a new column that takes no NULL. */
    void write() {
        if (start == end) {
            text.put("null");
        } else {
            writeValue(bytes[start], start + 1, 0);
        }
    }

    private void writeValue(int type, int at, int depth) {
        if (depth > DEEPEST || valuesLeft-- <= 0) {
            throw corrupt("nests without end");
        }
        switch (type) {
            case SMALL_OBJECT -> writeObject(at, 2, depth);
            case LARGE_OBJECT -> writeObject(at, 4, depth);
            case SMALL_ARRAY -> writeArray(at, 2, depth);
            case LARGE_ARRAY -> writeArray(at, 4, depth);
            case LITERAL -> writeLiteral(at);
            case INT16 -> text.put(Integer.toString((short) number(at, 2)));
            case UINT16 -> text.put(Long.toString(number(at, 2)));
            case INT32 -> text.put(Integer.toString((int) number(at, 4)));
            case UINT32 -> text.put(Long.toString(number(at, 4)));
            case INT64 -> text.put(Long.toString(number(at, 8)));
            case UINT64 -> text.put(Long.toUnsignedString(number(at, 8)));
            case DOUBLE -> text.put(Double.longBitsToDouble(number(at, 8)));
            case STRING -> writeString(at);
            case OPAQUE -> writeOpaque(at);
            default -> throw corrupt("holds a value of the unknown type " + type);
        }
    }

    private void writeObject(int at, int width, int depth) {
        int count = count(at, width);
        int keys = at + 2 * width;
        int values = keys + count * (width + 2);
        text.put("{");
        for (int i = 0; i < count; i++) {
            int entry = keys + i * (width + 2);
            int key = inside(at, number(entry, width));
            int length = (int) number(entry + width, 2);
            check(key, length);
            text.put(i == 0 ? "" : ", ");
            text.putQuoted(bytes, key, key + length);
            text.put(": ");
            writeEntry(at, values + i * (width + 1), width, depth);
        }
        text.put("}");
    }

    private void writeArray(int at, int width, int depth) {
        int count = count(at, width);
        text.put("[");
        for (int i = 0; i < count; i++) {
            text.put(i == 0 ? "" : ", ");
            writeEntry(at, at + 2 * width + i * (width + 1), width, depth);
        }
        text.put("]");
    }

    private void writeEntry(int container, int entry, int width, int depth) {
        check(entry, width + 1);
        int type = bytes[entry];
        boolean inPlace = switch (type) {
            case LITERAL, INT16, UINT16 -> true;
            case INT32, UINT32 -> width == 4;
            default -> false;
        };
        writeValue(type, inPlace ? entry + 1 : inside(container, number(entry + 1, width)), depth + 1);
    }

    private int count(int at, int width) {
        long count = number(at, width);
        number(at + width, width);
        // An entry has three bytes or more.
        if (count * 3 > end - at) {
            throw corrupt("holds a container of " + count + " values");
        }
        return (int) count;
    }

    private int inside(int container, long offset) {
        if (offset > end - container) {
            throw corrupt("points beyond its end");
        }
        return container + (int) offset;
    }

    private void writeLiteral(int at) {
        text.put(switch ((int) number(at, 1)) {
            case 0 -> "null";
            case 1 -> "true";
            case 2 -> "false";
            default -> throw corrupt("holds an unknown literal");
        });
    }

    private void writeString(int at) {
        int length = length(at);
        int from = at + lengthBytes(length);
        check(from, length);
        text.putQuoted(bytes, from, from + length);
    }

    private void writeOpaque(int at) {
        check(at, 2);
        int length = length(at + 1);
        int from = at + 1 + lengthBytes(length);
        check(from, length);
        JsonOpaque.write(bytes[at] & 0xFF, bytes, from, length, text);
    }

    /** Seven bits a byte, the lowest first. */
    private int length(int at) {
        long length = 0;
        for (int i = 0; i < 5; i++) {
            long part = number(at + i, 1);
            length |= (part & 0x7F) << (7 * i);
            if (part < 0x80) {
                if (length > end - start) {
                    break;
                }
                return (int) length;
            }
        }
        throw corrupt("holds a text longer than itself");
    }

    private static int lengthBytes(int length) {
        int bytes = 1;
        for (int rest = length >>> 7; rest != 0; rest >>>= 7) {
            bytes++;
        }
        return bytes;
    }

    private long number(int at, int width) {
        check(at, width);
        return LittleEndian.getUnsigned(bytes, at, width);
    }

    private void check(int at, int length) {
        if (at < start || length > end - at) {
            throw corrupt("points beyond its end");
        }
    }

    private static ValueException corrupt(String what) {
        return ValueException.corrupt("a JSON document " + what);
    }
}

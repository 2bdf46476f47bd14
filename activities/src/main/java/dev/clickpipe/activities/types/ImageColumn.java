package dev.clickpipe.activities.types;

import java.util.List;

/**
 * The form of a column in row images, as TABLE_MAP announces it.
 *
 * @param type number of the type in the protocol (enum_field_types); ENUM and SET, which hide behind STRING in the event,
 * by their own numbers
 * @param metadata what the type's form depends on: longest length in bytes of strings; bytes of a length prefix for blobs;
 * bytes of ENUM and SET; {@code precision << 8 | scale} of decimals; {@code bytes << 8 | bits} of BIT; fractional digits
 * @param members names of the members of ENUM and SET in order, as the destination gets them: UTF-8, or the bytes of a
 * column without a character set; empty for other types
 */
public record ImageColumn(int type, int metadata, List<byte[]> members) {
    public static final int TINY = 1;
    public static final int SHORT = 2;
    public static final int LONG = 3;
    public static final int FLOAT = 4;
    public static final int DOUBLE = 5;
    public static final int NULL = 6;
    public static final int TIMESTAMP = 7;
    public static final int LONGLONG = 8;
    public static final int INT24 = 9;
    public static final int DATE = 10;
    public static final int TIME = 11;
    public static final int DATETIME = 12;
    public static final int YEAR = 13;
    public static final int NEWDATE = 14;
    public static final int VARCHAR = 15;
    public static final int BIT = 16;
    public static final int TIMESTAMP2 = 17;
    public static final int DATETIME2 = 18;
    public static final int TIME2 = 19;
    /** MariaDB. */
    public static final int BLOB_COMPRESSED = 140;
    /** MariaDB. */
    public static final int VARCHAR_COMPRESSED = 141;
    public static final int VECTOR = 242;
    public static final int JSON = 245;
    public static final int NEWDECIMAL = 246;
    public static final int ENUM = 247;
    public static final int SET = 248;
    public static final int TINY_BLOB = 249;
    public static final int MEDIUM_BLOB = 250;
    public static final int LONG_BLOB = 251;
    public static final int BLOB = 252;
    public static final int VAR_STRING = 253;
    public static final int STRING = 254;
    public static final int GEOMETRY = 255;

    public ImageColumn {
        members = List.copyOf(members);
    }

    /** A column of a type without members. */
    public ImageColumn(int type, int metadata) {
        this(type, metadata, List.of());
    }

    /** The same column with the names of its members. */
    public ImageColumn withMembers(List<byte[]> names) {
        return new ImageColumn(type, metadata, names);
    }

    /** Whether the value stands behind a length: strings and blobs of all kinds. */
    public boolean hasLengthPrefix() {
        return switch (type) {
            case VARCHAR, VAR_STRING, STRING, VARCHAR_COMPRESSED, TINY_BLOB, BLOB, MEDIUM_BLOB, LONG_BLOB,
                    BLOB_COMPRESSED,
                    VECTOR, JSON, GEOMETRY ->
                true;
            default -> false;
        };
    }

    /** Bytes of the length before the value, for types that {@link #hasLengthPrefix}. */
    public int lengthPrefix() {
        return switch (type) {
            case VARCHAR, VAR_STRING, STRING, VARCHAR_COMPRESSED -> metadata > 255 ? 2 : 1;
            default -> metadata;
        };
    }

    /** Where the value at {@code offset} ends; for columns that nobody wants. */
    public int skip(byte[] image, int offset, int end) {
        if (hasLengthPrefix()) {
            int prefix = lengthPrefix();
            return end(offset + prefix, length(image, offset, end, prefix), end);
        }
        return end(offset, width(), end);
    }

    /** Reads a length of {@code prefix} bytes at {@code offset}; the value itself lies within {@code end}. */
    public static int length(byte[] image, int offset, int end, int prefix) {
        if (prefix > end - offset) {
            throw ValueException.corrupt("the length of a value lies beyond the end of its event");
        }
        long length = LittleEndian.getUnsigned(image, offset, prefix);
        if (length > end - offset - prefix) {
            throw ValueException.corrupt("a value of " + length + " bytes goes beyond the end of its event");
        }
        return (int) length;
    }

    /** Where a value of {@code width} bytes ends. */
    public static int end(int offset, int width, int end) {
        if (width > end - offset) {
            throw ValueException.corrupt("a value of " + width + " bytes goes beyond the end of its event");
        }
        return offset + width;
    }

    /** Bytes of a value of fixed width. */
    private int width() {
        return switch (type) {
            case NULL -> 0;
            case TINY, YEAR -> 1;
            case SHORT -> 2;
            case INT24, DATE, NEWDATE, TIME -> 3;
            case LONG, FLOAT, TIMESTAMP -> 4;
            case LONGLONG, DOUBLE, DATETIME -> 8;
            case TIMESTAMP2 -> 4 + (metadata + 1) / 2;
            case DATETIME2 -> 5 + (metadata + 1) / 2;
            case TIME2 -> 3 + (metadata + 1) / 2;
            case NEWDECIMAL -> decimalWidth(metadata >> 8, metadata & 0xFF);
            case BIT -> (metadata >> 8) + ((metadata & 0xFF) == 0 ? 0 : 1);
            case ENUM, SET -> metadata;
            default -> throw ValueException.corrupt("the binlog holds a column of the unknown type " + type);
        };
    }

    /** Bytes of a decimal: nine digits in four bytes, the rest as few as hold them, on each side of the point. */
    public static int decimalWidth(int precision, int scale) {
        int whole = precision - scale;
        return whole / 9 * 4 + digitBytes(whole % 9) + scale / 9 * 4 + digitBytes(scale % 9);
    }

    /** Bytes that hold {@code digits} decimal digits, fewer than nine. */
    public static int digitBytes(int digits) {
        return (digits + 1) / 2;
    }
}

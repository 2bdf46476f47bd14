package dev.clickpipe.activities.binlog.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.clickpipe.activities.types.LittleEndian;
import dev.clickpipe.activities.types.ValueException;
import java.util.Arrays;

/** Reads a body from its beginning; what goes beyond its end is refused as damaged. */
public final class ByteReader {
    private final byte[] bytes;
    private final int end;
    private int at;

    public ByteReader(Body body) {
        this(body.bytes(), body.offset(), body.end());
    }

    private ByteReader(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.at = start;
        this.end = end;
    }

    /** Where the next byte stands in the array. */
    public int position() {
        return at;
    }

    /** Bytes that are left. */
    public int remaining() {
        return end - at;
    }

    /** One byte, without sign. */
    public int readByte() {
        return bytes[take(1)] & 0xFF;
    }

    /** A little endian number of {@code width} bytes, without sign. */
    public long readLittleEndian(int width) {
        return LittleEndian.getUnsigned(bytes, take(width), width);
    }

    /** A number behind a byte that says how long it is, as the protocol packs them. */
    public long readPacked() {
        int first = readByte();
        return switch (first) {
            case 0xFC -> readLittleEndian(2);
            case 0xFD -> readLittleEndian(3);
            case 0xFE -> readLittleEndian(8);
            case 0xFB, 0xFF -> throw ValueException.corrupt("a packed number begins with " + first);
            default -> first;
        };
    }

    /** A packed number that counts or measures what lies in this body. */
    public int readLength() {
        long length = readPacked();
        if (length < 0 || length > remaining()) {
            throw ValueException.corrupt("a length of " + length + " goes beyond the end of its event");
        }
        return (int) length;
    }

    /** UTF-8 text of {@code length} bytes. */
    public String readText(int length) {
        return new String(bytes, take(length), length, UTF_8);
    }

    /** A copy of {@code length} bytes. */
    public byte[] readBytes(int length) {
        int from = take(length);
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    /** Goes on behind {@code length} bytes. */
    public void skip(int length) {
        take(length);
    }

    /** A reader of the next {@code length} bytes; this one goes on behind them. */
    public ByteReader slice(int length) {
        int start = take(length);
        return new ByteReader(bytes, start, start + length);
    }

    /** All that is left. */
    public Body rest() {
        return new Body(bytes, at, end - at);
    }

    private int take(int length) {
        if (length < 0 || length > end - at) {
            throw ValueException.corrupt(length + " bytes go beyond the end of their event");
        }
        int start = at;
        at += length;
        return start;
    }
}

package dev.clickpipe.activities.binlog.event;

import java.util.Arrays;
import java.util.Objects;

/** What an event holds behind its header: a stretch of an array that nobody changes. */
public final class Body {
    private final byte[] bytes;
    private final int offset;
    private final int length;

    public Body(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
    }

    /** The array, not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where it begins in the array. */
    public int offset() {
        return offset;
    }

    /** How many bytes it has. */
    public int length() {
        return length;
    }

    /** Where it ends in the array. */
    public int end() {
        return offset + length;
    }

    /** Whether both hold the same bytes behind the first {@code skip}; false when one has not so many. */
    public boolean sameBytes(Body other, int skip) {
        return length >= skip && other.length >= skip && Arrays.equals(bytes, offset + skip, end(), other.bytes,
                other.offset + skip, other.end());
    }
}

package dev.clickpipe.activities.types;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rows of ClickHouse's RowBinary format in a byte array that grows: little endian numbers, strings behind their length.
 *
 * <p>Nothing is allocated per cell. Not for several threads at once. Holds at most 2 GiB.
 */
public final class RowBuffer {
    /** Java's longest array, with room for its header on every runtime. */
    private static final int MAXIMUM_CAPACITY = Integer.MAX_VALUE - 8;

    private byte[] bytes;
    private int size;
    private int rowCount;
    private final ClampedValues losses = new ClampedValues();
    private @Nullable String lostValue;

    /** An empty buffer with room for {@code capacity} bytes. */
    public RowBuffer(int capacity) {
        bytes = new byte[Math.max(capacity, 64)];
    }

    /** Bytes written. */
    public int size() {
        return size;
    }

    /** Rows ended by {@link #endRow}. */
    public int rowCount() {
        return rowCount;
    }

    /** The array behind the buffer; the first {@link #size} bytes are valid, until the next write. */
    public byte[] array() {
        return bytes;
    }

    /** A copy of the bytes written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** Writes all bytes to a stream. */
    public void writeTo(OutputStream stream) throws IOException {
        stream.write(bytes, 0, size);
    }

    /** Empties the buffer and keeps its array. */
    public void clear() {
        size = 0;
        rowCount = 0;
        lostValue = null;
        losses.clear();
    }

    /** Takes back what was written of the row that has not ended yet, down to an earlier {@link #size}. */
    public void truncate(int earlierSize) {
        if (earlierSize < 0 || earlierSize > size) {
            throw new IllegalArgumentException("cannot go back from " + size + " to " + earlierSize);
        }
        size = earlierSize;
        lostValue = null;
    }

    /** Takes back everything after an earlier {@link #size} and the {@link #rowCount} that went with it. */
    public void rewind(int earlierSize, int earlierRowCount) {
        truncate(earlierSize);
        rowCount = earlierRowCount;
    }

    /** Whether {@code length} bytes here and in another buffer are the same; false when either has fewer. */
    boolean sameBytes(int start, RowBuffer other, int otherStart, int length) {
        return start + length <= size && Arrays.equals(bytes, start, start + length, other.bytes, otherStart,
                otherStart + length);
    }

    /**
     * Says that the value being written is not the source's but the nearest one that the destination can hold.
     *
     * @param value the source's, as people know it
     */
    public void noteLoss(String value) {
        lostValue = value;
    }

    /** What was lost of the rows since the last {@link #clear}. */
    public ClampedValues losses() {
        return losses;
    }

    /** Whether a loss was noted and not yet taken. */
    boolean hasLoss() {
        return lostValue != null;
    }

    /** The value lost last; forgets it. */
    String takeLoss() {
        String value = Objects.requireNonNull(lostValue, "nothing was lost");
        lostValue = null;
        return value;
    }

    /** Counts the row that was written. */
    public void endRow() {
        rowCount++;
    }

    /** One byte, the low eight bits. */
    public void putByte(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
    }

    /** Two bytes. */
    public void putShort(int value) {
        ensure(2);
        bytes[size] = (byte) value;
        bytes[size + 1] = (byte) (value >>> 8);
        size += 2;
    }

    /** Four bytes. */
    public void putInt(int value) {
        ensure(4);
        LittleEndian.setInt(bytes, size, value);
        size += 4;
    }

    /** Eight bytes. */
    public void putLong(long value) {
        ensure(8);
        LittleEndian.setLong(bytes, size, value);
        size += 8;
    }

    /** The low {@code width} bytes of a number, width 1, 2, 4 or 8. */
    public void putInteger(long value, int width) {
        switch (width) {
            case 1 -> putByte((int) value);
            case 2 -> putShort((int) value);
            case 4 -> putInt((int) value);
            case 8 -> putLong(value);
            default -> throw new IllegalArgumentException("no integer has " + width + " bytes");
        }
    }

    /** Bytes as they are. */
    public void putBytes(byte[] source, int offset, int length) {
        ensure(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    /** Zero bytes. */
    public void putZeros(int length) {
        ensure(length);
        Arrays.fill(bytes, size, size + length, (byte) 0);
        size += length;
    }

    /** A length as LEB128, as it stands before a string. */
    public void putLength(int length) {
        ensure(5);
        int rest = length;
        while (rest >= 0x80) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** A string: its length and its bytes. */
    public void putString(byte[] source, int offset, int length) {
        putLength(length);
        putBytes(source, offset, length);
    }

    /** Where the bytes of a string begin whose length stands at {@code start}. */
    public int stringAt(int start) {
        int at = start;
        while (bytes[at] < 0) {
            at++;
        }
        return at + 1;
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            grow(more);
        }
    }

    private void grow(int more) {
        long needed = (long) size + more;
        if (needed > MAXIMUM_CAPACITY) {
            throw ValueException.outOfRange("a row that makes a batch of " + needed + " bytes",
                    "batches hold at most 2 GiB", "lower the pull batch size, or exclude the column");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(MAXIMUM_CAPACITY, Math.max(needed, bytes.length * 2L)));
    }
}

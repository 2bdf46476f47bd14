package dev.clickpipe.activities.types;

import java.util.Arrays;

/**
 * Which columns the row images of one rows event hold. FULL images hold all but generated and hidden ones, which MariaDB
 * leaves out of updates and deletes since 11.5. An image begins with a bit for each column that it holds, set for NULL.
 */
final class PresentColumns {
    private static final int ABSENT = -1;

    /** By column its bit in the bitmap of NULLs. */
    private final int[] nullBits;
    private int count;

    PresentColumns(int columns) {
        nullBits = new int[columns];
        Arrays.fill(nullBits, ABSENT);
    }

    /** Reads the event's bitmap of columns and returns where it ends. */
    int read(byte[] body, int at, int end) {
        int next = ImageColumn.end(at, (nullBits.length + 7) / 8, end);
        count = 0;
        for (int column = 0; column < nullBits.length; column++) {
            boolean present = (body[at + (column >>> 3)] >>> (column & 7) & 1) != 0;
            nullBits[column] = present ? count++ : ABSENT;
        }
        return next;
    }

    boolean holds(int column) {
        return nullBits[column] != ABSENT;
    }

    /** Where the values of the image at {@code at} begin. */
    int startOfValues(int at, int end) {
        int length = (count + 7) / 8;
        if (length > end - at) {
            throw ValueException.corrupt("a row goes beyond the end of its event");
        }
        return at + length;
    }

    /** Whether the image at {@code at} has no value of a column: it is NULL, or not there. */
    boolean isEmpty(int column, byte[] body, int at) {
        int bit = nullBits[column];
        return bit == ABSENT || (body[at + (bit >>> 3)] >>> (bit & 7) & 1) != 0;
    }
}
